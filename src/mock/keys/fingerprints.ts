/**
 * What to know the mocks' own keys by: SHA-256 in lower-case hexadecimal, of the SubjectPublicKeyInfo (DER) of a key pair,
 * be it given as a private key, a public key or a certificate, and of the UTF-8 text of a secret (APIv3 key, APIv2 key,
 * content key). Everybody has these keys, so only an account that says `mock: true` may take one.
 *
 * Data alone: core and crypto may import it, and no private key comes along. A test compares it with the keys.
 */
export const mockFingerprints: readonly string[] = [
  '071746dd5667f728429bbf568b33c0fc8d7b241d8a7a5729a6887fbdde66a8d3',
  '831d89ea07f35a8008018385e5c5a7924f75e9c9845b604c3220f3d325c4290d',
  '289b9badbb3979b864abafd8249f7e96cb77f9e58905717cca915265334b4213',
  '73d1e9315d76c06331cc171f27452ad4f7d0cd0228262fe77d68c2a0cfb11c94',
  'aeb28bc13c5b3d1a1db9423d60349dfa33c471e6c2e131343cbd477b665381e3',
  '93110e778cbc24080a630f1be1005e64f4e7eb7e12ad7eda01e46f9ee34cdc99',
  '6286bffd9874dc458544479fd476ad4fa046a8cf01cbb643bcc005a7a4240394',
  '369805078002a7c56dc57d0720a41c6c893e0ef94c658ee9e5fd6ad1961ad487',
  'cc28c855934f64b755a4b6d29bfe787b8bff34b6b42f08664c416ecff280da75',
  'cf972733fcfd7b6de940cf7137e692aa13cba1bf8ae590ea2a05405e2928f9be',
  '1d32f907ca7c45df0e072702ac003fd8faae292a5df9c66aabd0ef540850f58f',
  'b88406362950b2a78ac68e88aad4d8fdc25203730029cbcec18e29ffefe7fd07',
  '210cc8ec37d7242c75a3e8668cf41e839460ac204ac9c1e887053e8bb5a10267',
]
