import type { Algorithm, PrivateKey, PublicKey, SigningAlgorithm } from './contract.js'

// Symbol.for: a key imported by the ES module copy of the package must work in the CommonJS copy.
const inside = Symbol.for('shroff.key')

/** Hides the material in a closure: `util.inspect` with `showHidden` and `JSON.stringify` find a function, nothing more. */
export function conceal(kind: 'private', algorithm: SigningAlgorithm, material: object): PrivateKey
export function conceal(kind: 'public', algorithm: Algorithm, material: object): PublicKey
export function conceal(kind: string, { name }: Algorithm, material: object): unknown {
  return Object.freeze(Object.defineProperty({ kind, algorithm: name }, inside, { value: () => material }))
}

export function reveal<Material>(key: PrivateKey | PublicKey): Material {
  return (key as unknown as Record<typeof inside, () => Material>)[inside]()
}

/** The material of a key for this algorithm: WebCrypto would go by what the key was imported for, Node by what it is told. */
export function revealFor<Material>(algorithm: Algorithm, key: PrivateKey | PublicKey): Material {
  if (key.algorithm !== algorithm.name)
    throw new TypeError(`This key was imported for ${key.algorithm}, not for ${algorithm.name}.`)
  return reveal(key)
}
