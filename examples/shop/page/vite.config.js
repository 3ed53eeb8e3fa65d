// One script for the page with the checkout, under a name that the page can say.
export default {
  build: {
    rollupOptions: { input: 'pay.js', output: { entryFileNames: 'pay.js' } },
    modulePreload: false,
    emptyOutDir: true,
  },
}
