// What ships with this mock, and everybody has: its fingerprint stands in mock/keys/fingerprints.ts, and only an account that says
// `mock: true` takes it.

/** The merchant’s, which is a secret. */
export const clientSecret = 'mock_5hr0ff_R1pp1e-k2v9Qw7TzX4mB8nC1sLd'
