// msw 2.15 is CommonJS, but three packages under it are ES modules, which Jest requires by itself from Node 24.9 on only.
// npm install --save-dev @babel/plugin-transform-modules-commonjs@7 (8 wants Node 22)
module.exports = {
  testMatch: ['**/*.test.cjs'],
  transform: { '\\.[cm]?js$': ['babel-jest', { plugins: ['@babel/plugin-transform-modules-commonjs'] }] },
  transformIgnorePatterns: ['/node_modules/(?!(\\.pnpm|@open-draft/deferred-promise|rettime|until-async)/)'],
}
