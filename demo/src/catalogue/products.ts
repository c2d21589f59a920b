import { drawing } from './drawing.ts'

export interface Product {
  readonly sku: string
  readonly name: string
  readonly description: string
  /** In minor units of `currency`. */
  readonly price: number
  readonly currency: string
  /** A `data:` URL. */
  readonly image: string
  /** How many pieces are left. */
  readonly stock: number
  /** The fewest pieces of an order; `null`: any. */
  readonly min: number | null
  /** The most. */
  readonly max: number | null
}

type Words = readonly [sku: string, name: string, price: number, description: string, shapes: string]

const words: readonly Words[] = [
  [
    'anchor-2kg',
    'Folding anchor',
    3490,
    'Two kilos of galvanised steel that fold flat under a thwart.',
    'M12 6v15M5 13c0 5 3 8 7 8s7-3 7-8M8 10h8M12 6a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  ],
  [
    'rope-10m',
    'Mooring line, 10 m',
    2250,
    'Three-strand polyester with a spliced eye. Kind to hands.',
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 7a5 5 0 1 0 0 10 5 5 0 0 0 0-10zM19 18l3 4',
  ],
  [
    'compass',
    'Hand compass',
    4100,
    'Liquid-damped and readable at night; fits a jacket pocket.',
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM15.5 8.5l-2 5-5 2 2-5z',
  ],
  [
    'lantern',
    'Storm lantern',
    3875,
    'Burns eighteen hours on one filling, in any wind.',
    'M9 5h6M12 2v3M8 9h8l1 9H7zM6 21h12M12 12c-2 2-1 4 0 4s2-2 0-4z',
  ],
  [
    'dry-bag-20l',
    'Dry bag, 20 l',
    2795,
    'Roll the top three times and throw it overboard: it floats.',
    'M7 6h10v3l1 11H6L7 9zM9 3h6v3M9 13h6',
  ],
  [
    'buoy',
    'Ring buoy',
    5450,
    'Closed foam, reflective bands and thirty metres of line.',
    'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM12 8.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7zM5.6 5.6l4 4M14.4 14.4l4 4M18.4 5.6l-4 4M9.6 14.4l-4 4',
  ],
  [
    'mug',
    'Enamel mug',
    1190,
    'Holds a third of a litre and survives every fall.',
    'M5 7h11v10a3 3 0 0 1-3 3H8a3 3 0 0 1-3-3zM16 10h2a2 2 0 0 1 0 6h-2M8 2v2M12 2v2',
  ],
  [
    'pennant',
    'Signal pennant',
    950,
    'Sewn, not printed. Says whatever your crew agrees it says.',
    'M6 2v20M6 4l13 5-13 5',
  ],
  [
    'bell',
    "Ship's bell",
    6200,
    'Solid brass with a hand-tied lanyard. Loud.',
    'M6 17h12l-2-3V9a4 4 0 0 0-8 0v5zM12 5V3M10.5 20a1.5 1.5 0 0 0 3 0',
  ],
  [
    'chart',
    'Coastal chart',
    1850,
    'Waterproof paper, corrected to this month.',
    'M3 6l6-3 6 3 6-3v15l-6 3-6-3-6 3zM9 3v15M15 6v15',
  ],
  [
    'telescope',
    'Spyglass',
    8900,
    'Eight times nearer. Draws out in three brass stages.',
    'M3 13l9-4 2 5-9 4zM12 9l6-3 3 6-7 2M10 17l-2 5M12 16l3 6',
  ],
  [
    'kelp',
    'Potted kelp',
    1475,
    'A young holdfast in a jar. Needs salt water and patience.',
    'M7 15h10l-1 7H8zM12 15V9M12 12c-4 0-5-4-4-8 3 1 4 4 4 8zM12 10c3 0 5-2 5-7-3 1-5 3-5 7z',
  ],
]

type Terms = Pick<Product, 'stock' | 'min' | 'max'>

const plenty: Terms = { stock: 500, min: null, max: null }
const terms: Readonly<Record<string, Partial<Terms>>> = {
  telescope: { stock: 3 },
  pennant: { min: 2 },
  kelp: { max: 5 },
}

/** What the shop sells, and how many pieces it has at the start. */
export const products: readonly Product[] = words.map(([sku, name, price, description, shapes], index) => ({
  sku,
  name,
  description,
  price,
  currency: 'EUR',
  image: drawing(shapes, index * 30),
  ...plenty,
  ...terms[sku],
}))
