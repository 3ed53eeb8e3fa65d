/**
 * What to know the mocks' own keys by: the first 8 digits of SHA-256 in lower-case hexadecimal, of the SubjectPublicKeyInfo
 * (DER) of a key pair, be it given as a private key, a public key or a certificate, and of the UTF-8 text of a secret (APIv3
 * key, APIv2 key, content key, secure key, API key). Everybody has these keys, so only an account that says `mock: true` may take one.
 *
 * Every account carries them, so they are no longer than telling them apart takes. Data alone: core and crypto may import it,
 * and no private key comes along. A test compares it with the keys.
 */
export const mockFingerprints: readonly string[] = [
  '071746dd',
  '831d89ea',
  '289b9bad',
  '73d1e931',
  'aeb28bc1',
  '93110e77',
  '6286bffd',
  '36980507',
  'cc28c855',
  'cf972733',
  '1d32f907',
  'b8840636',
  '210cc8ec',
  '7028445c',
  '711a033e',
  '276b09c4',
  '1c4e39b7',
  '58fdbde5',
  'a3c480b1',
  'a5e8d2dc',
  '2999d5cf',
  'd14fe458',
  '3dc24a01',
  'af257de7',
  '955829cb',
  '9e21ed26',
  '17b87855',
  '6fa117ff',
  'fac1ef47',
  '2b876cb0',
  'efbd3df0',
  '6194791f',
  'b2c75bc1',
  '0fb0c09f',
  '843cbee7',
  'b1fa3fae',
]
