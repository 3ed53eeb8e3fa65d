export const entries: readonly (readonly [subpath: string, source: string, runs: 'anywhere' | 'servers' | 'node'])[]
export const built: readonly (readonly [name: string, source: string])[]
export const manifestExports: () => Record<string, unknown>
