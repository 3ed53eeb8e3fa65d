import type { Crypto } from '../contract.js'

/** WebCrypto has none of them. */
export const nativeSm: Crypto['nativeSm'] = () => undefined
