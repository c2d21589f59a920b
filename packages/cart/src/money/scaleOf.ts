const NO_DIGITS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'
const THREE_DIGITS = 'BHD IQD JOD KWD LYD OMR TND'

/**
 * How many digits ISO 4217 gives a currency: 2 unless it says otherwise, as for HUF. Intl is not asked: it says how amounts
 * are written, and that differs. Some payment services count otherwise; give such a scale yourself.
 */
export function scaleOf(currency: string): number {
  if (NO_DIGITS.includes(currency)) return 0
  if (THREE_DIGITS.includes(currency)) return 3
  return currency === 'CLF' || currency === 'UYW' ? 4 : 2
}
