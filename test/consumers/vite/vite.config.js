import { defineConfig } from 'vite'

export default defineConfig(({ mode }) =>
  mode === 'worker' ? { ssr: { target: 'webworker', noExternal: true, resolve: { conditions: ['worker'] } } } : {},
)
