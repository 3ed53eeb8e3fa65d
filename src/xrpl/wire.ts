// Names and shapes of the XRP Ledger's JSON-RPC (xrpl.org, "HTTP / WebSocket APIs"), in the forms of api_version 1 and 2. Data only.

/** Public servers, those of different operators first. */
export const networks = {
  mainnet: {
    id: 0,
    hosts: ['https://s2.ripple.com:51234', 'https://xrplcluster.com', 'https://s1.ripple.com:51234'],
    rlusdIssuer: 'rMxCKbEDwqr76QuheSUMdEGf4B9xJ8m5De',
  },
  testnet: {
    id: 1,
    hosts: ['https://s.altnet.rippletest.net:51234'],
    rlusdIssuer: 'rQhWct2fv4Vc4KRjRgMrxa8xPN9Zx9iLKV',
  },
  devnet: { id: 2, hosts: ['https://s.devnet.rippletest.net:51234'], rlusdIssuer: undefined },
} as const satisfies Record<XrplNetwork, object>

export type XrplNetwork = 'mainnet' | 'testnet' | 'devnet'

/** What can be asked for here. */
export type XrplAsset = 'XRP' | 'RLUSD'

/** `RLUSD` in ASCII, padded: only codes of three letters go over the wire as they are. */
export const rlusdCurrency = '524C555344000000000000000000000000000000'

/** A classic address: base58 of a version, 20 bytes and a check. That the check fits shows where it is decoded. */
export const addressPattern = /^r[1-9A-HJ-NP-Za-km-z]{24,34}$/

/** The merchant of the mock gateway. Nobody has its own key, so what is sent to it outside of a mock is lost. */
export const mockAddress = 'rMVnfpAZ8kRTj1xKkAVMn2b39uN1PXDFfL'

/** The key that may sign for it inside of a mock, its regular one. Its seed is public (XRPLF/xrpl.js: ripple-keypairs/test/fixtures/api.json). */
export const mockSeed = 'sEdSKaCy2JT7JaM7v95H9SxkhP9wS2r'
export const mockPublicKey = 'ED01FA53FA5A7E77798F882ECE20B1ABC00BB358A9E55A202D0D0676BD0CE37A63'
export const mockRegularKey = 'rLUEXYuLiQptky37CqLcm9USQpPiz5rkpD'

/** Who pays in the mock, unless a test says somebody else. */
export const mockPayer = 'r4bGB2S79wgRKWnciExj86jPQKp35HYRUs'

/** Times of the ledger count seconds since 2000. */
export const rippleEpoch = 946_684_800

export const flags = { partialPayment: 0x0002_0000, requireDestinationTag: 0x0002_0000 } as const

/** More of them, for who pays: of TrustSet, and of an account whose own key is switched off. */
export const payingFlags = { noRipple: 0x0002_0000, masterDisabled: 0x0010_0000 } as const

/** `limit` of account_tx: few, for each brings along what it changed. A server may give less; only a missing `marker` ends the pages. */
export const pageLimit = 50

// No spreads in here: a bundler cannot drop a constant that has one.

/** `account_tx`: what was really searched, and what was found. */
export const historyShape = {
  account: 'string',
  ledger_index_min: 'integer',
  ledger_index_max: 'integer',
  transactions: [{ 'meta?': 'unknown', 'validated?': 'boolean' }],
  'marker?': 'unknown',
} as const

/** `ledger` */
export const ledgerShape = { ledger: { close_time: 'integer' } } as const

/** `server_info` */
export const serverShape = {
  info: {
    'network_id?': 'integer',
    'complete_ledgers?': 'string',
    'validated_ledger?': { seq: 'integer' },
  },
} as const

/** `account_info` */
export const accountShape = { account_data: { Account: 'string', Flags: 'integer' } } as const

/** `account_lines` */
export const linesShape = { lines: [{ account: 'string', currency: 'string' }] } as const

/** `account_info` for who pays: of a ledger that is validated, or of the one that is still open. */
export const payingShape = {
  account_data: { Account: 'string', Flags: 'integer', Sequence: 'integer', 'RegularKey?': 'string' },
  'ledger_index?': 'integer',
} as const

/** `fee` */
export const feeShape = { drops: { base_fee: 'string', open_ledger_fee: 'string' } } as const

/** `submit`: no result, where none is known yet. */
export const submitShape = { 'engine_result?': 'string', 'tx_json?': { 'hash?': 'string' } } as const

/** `tx` of what is not there: whether every ledger that was named was searched. */
export const missingShape = { 'error?': 'string', 'searched_all?': 'boolean' } as const

/** `ledger`, of the newest one. */
export const newestShape = { ledger_index: 'integer' } as const

/** A transaction's own members, of those that are looked at. */
export const transactionShape = {
  Account: 'string',
  TransactionType: 'string',
  'Destination?': 'string',
  'DestinationTag?': 'integer',
  'SourceTag?': 'integer',
  'date?': 'integer',
} as const

/** What became of it. */
export const metaShape = {
  TransactionIndex: 'integer',
  TransactionResult: 'string',
  'delivered_amount?': 'unknown',
} as const
