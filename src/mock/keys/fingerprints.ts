/**
 * What to know the mocks' own keys by: the first 16 digits of SHA-256 in lower-case hexadecimal, of the SubjectPublicKeyInfo
 * (DER) of a key pair, be it given as a private key, a public key or a certificate, and of the UTF-8 text of a secret (APIv3
 * key, APIv2 key, content key, secure key). Everybody has these keys, so only an account that says `mock: true` may take one.
 *
 * Every account carries them, so they are no longer than telling them apart takes. Data alone: core and crypto may import it,
 * and no private key comes along. A test compares it with the keys.
 */
export const mockFingerprints: readonly string[] = [
  '071746dd5667f728',
  '831d89ea07f35a80',
  '289b9badbb3979b8',
  '73d1e9315d76c063',
  'aeb28bc13c5b3d1a',
  '93110e778cbc2408',
  '6286bffd9874dc45',
  '369805078002a7c5',
  'cc28c855934f64b7',
  'cf972733fcfd7b6d',
  '1d32f907ca7c45df',
  'b88406362950b2a7',
  '210cc8ec37d7242c',
  '7028445c7adc7838',
  '711a033ef4e4bde2',
  '276b09c4c9748b12',
  '1c4e39b71e72b306',
  '58fdbde52b95c9e4',
  'a3c480b19d632704',
  'a5e8d2dc105b5b92',
  '2999d5cf41dec57c',
  'd14fe458a11577b8',
  '3dc24a01090b1f23',
]
