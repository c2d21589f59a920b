declare module '*.vue' {
  const component: import('vue').Component

  // biome-ignore lint/style/noDefaultExport: that is how a component's file exports it.
  export { component as default }
}
