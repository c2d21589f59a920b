export default defineNuxtConfig({
  compatibilityDate: '2026-05-01',
  telemetry: false,
  app: { head: { title: 'Holdfast with Nuxt', htmlAttrs: { lang: 'en' }, link: [{ rel: 'icon', href: 'data:,' }] } },
})
