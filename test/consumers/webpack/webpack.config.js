import { resolve } from 'node:path'

// Not made small: that takes most of the time, and shows nothing here.
const common = { mode: 'production', optimization: { minimize: false }, performance: false }
const output = { path: resolve('out'), filename: '[name].js' }
const modules = { output: { ...output, library: { type: 'module' } }, experiments: { outputModule: true } }

export default [
  { ...common, ...modules, name: 'server', target: 'node20', entry: { server: './server.js' } },
  { ...common, ...modules, name: 'worker', target: 'webworker', entry: { worker: './worker.js' } },
  { ...common, output, name: 'till', target: 'web', entry: { till: './till.js' } },
]
