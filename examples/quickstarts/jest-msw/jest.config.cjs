// msw 2 is CommonJS, but three packages under it are ES modules, and Jest has to translate what it requires.
// The plugin in version 7: 8 wants Node 22.
module.exports = {
  testMatch: ['**/*.test.cjs'],
  transform: { '\\.[cm]?js$': ['babel-jest', { plugins: ['@babel/plugin-transform-modules-commonjs'] }] },
  transformIgnorePatterns: ['/node_modules/(?!(\\.pnpm|@open-draft/deferred-promise|rettime|until-async)/)'],
}
