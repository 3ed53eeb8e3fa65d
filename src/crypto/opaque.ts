import type { PrivateKey, PublicKey } from './contract.js'

// Symbol.for: a key imported by the ES module copy of the package must work in the CommonJS copy.
const inside = Symbol.for('shroff.key')

/** Hides the material in a closure: `util.inspect` with `showHidden` and `JSON.stringify` find a function, nothing more. */
export function conceal(kind: 'private', material: object): PrivateKey
export function conceal(kind: 'public', material: object): PublicKey
export function conceal(kind: string, material: object): unknown {
  return Object.freeze(Object.defineProperty({ kind }, inside, { value: () => material }))
}

export function reveal<Material>(key: PrivateKey | PublicKey): Material {
  return (key as unknown as Record<typeof inside, () => Material>)[inside]()
}
