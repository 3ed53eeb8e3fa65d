export const secrets = {
  /** What both sides hold. Everybody has it: its fingerprint stands in mock/keys/fingerprints.ts, and only an account that says `mock: true` takes it. */
  apiKey: 'mock0qqpay00000api00key000000001',
  // With these nobody can forge anything.
  appKey: 'mock0qqpay00app0key00000000000001',
  operatorPassword: 'mock-operator',
} as const
