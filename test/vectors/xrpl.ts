import type { Sample } from './flip.js'

export type XrplVector = Sample & { readonly source: string; readonly input: Readonly<Record<string, unknown>> }

/**
 * The published samples of the XRP Ledger that watching reads: addresses with a tag, what was delivered, and the code of RLUSD. Those of
 * signed transactions are not looked at here: nothing is signed or decoded.
 */
export const vectors: readonly XrplVector[] = [
  {
    name: 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59 1',
    kind: 'x-address',
    source: 'XRPLF/xrpl.js:packages/ripple-address-codec/test/index.test.ts',
    input: { classic: 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59', tag: 1 },
    expected: {
      mainnet: 'X7AcgcsBL6XDcUb289X4mJ8djcdyKaGZMhc9YTE92ehJ2Fu',
      testnet: 'T719a5UwUCnEs54UsxG9CJYYDhwmFCvbJNZbi37gBGkRkbE',
    },
  },
  {
    name: 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59 11747',
    kind: 'x-address',
    source: 'XRPLF/xrpl.js:packages/ripple-address-codec/test/index.test.ts',
    input: { classic: 'r9cZA1mLK5R5Am25ArfXFmqgNwjZgnfk59', tag: 11747 },
    expected: {
      mainnet: 'X7AcgcsBL6XDcUb289X4mJ8djcdyKaLFuhLRuNXPrDeJd9A',
      testnet: 'T719a5UwUCnEs54UsxG9CJYYDhwmFCziiNHtUukubF2Mg6t',
    },
  },
  {
    name: 'rpZc4mVfWUif9CRoHRKKcmhu1nx2xktxBo 58',
    kind: 'x-address',
    source: 'XRPLF/xrpl.js:packages/ripple-address-codec/test/index.test.ts',
    input: { classic: 'rpZc4mVfWUif9CRoHRKKcmhu1nx2xktxBo', tag: 58 },
    expected: {
      mainnet: 'X7YenJqxv3L66CwhBSfd3N8RzGXxYqV56ZkTCa9UCzgaao1',
      testnet: 'T77wVQzA8ntj9wvCTNiQpNYLT5hmhR9kej6uxm4jGcQD7rZ',
    },
  },
  {
    name: 'rsA2LpzuawewSBQXkiju3YQTMzW13pAAdW 23480',
    kind: 'x-address',
    source: 'XRPLF/xrpl.js:packages/ripple-address-codec/test/index.test.ts',
    input: { classic: 'rsA2LpzuawewSBQXkiju3YQTMzW13pAAdW', tag: 23480 },
    expected: {
      mainnet: 'X7d3eHCXzwBeWrZec1yT24iZerQjYL8m8zCJ16ACxu1BrBY',
      testnet: 'T7YChPFWifjCAXLEtg5N74c7fSAYsvSokwcmBPBUZWhxH5P',
    },
  },
  {
    name: 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf 0',
    kind: 'x-address',
    source: 'XRPLF/xrpl.js:packages/ripple-address-codec/test/index.test.ts',
    input: { classic: 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf', tag: 0 },
    expected: {
      mainnet: 'XVLhHMPHU98es4dbozjVtdWzVrDjtV8AqEL4xcZj5whKbmc',
      testnet: 'TVE26TYGhfLC7tQDno7G8dGtxSkYQnSy8RHqGHoGJ59spi2',
    },
  },
  {
    name: 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf 2',
    kind: 'x-address',
    source: 'XRPLF/xrpl.js:packages/ripple-address-codec/test/index.test.ts',
    input: { classic: 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf', tag: 2 },
    expected: {
      mainnet: 'XVLhHMPHU98es4dbozjVtdWzVrDjtV8zpDURx7DzBCkrQE7',
      testnet: 'TVE26TYGhfLC7tQDno7G8dGtxSkYQnTryP9tG9TW8GeMBmd',
    },
  },
  {
    name: 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf 32',
    kind: 'x-address',
    source: 'XRPLF/xrpl.js:packages/ripple-address-codec/test/index.test.ts',
    input: { classic: 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf', tag: 32 },
    expected: {
      mainnet: 'XVLhHMPHU98es4dbozjVtdWzVrDjtVoYiC9UvKfjKar4LJe',
      testnet: 'TVE26TYGhfLC7tQDno7G8dGtxSkYQnT2oqaCDzMEuCDAj1j',
    },
  },
  {
    name: 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf 65591',
    kind: 'x-address',
    source: 'XRPLF/xrpl.js:packages/ripple-address-codec/test/index.test.ts',
    input: { classic: 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf', tag: 65591 },
    expected: {
      mainnet: 'XVLhHMPHU98es4dbozjVtdWzVrDjtVozpjdhPQVdt3ghaWw',
      testnet: 'TVE26TYGhfLC7tQDno7G8dGtxSkYQn7ryu2W6njw7mT1jmS',
    },
  },
  {
    name: 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf 16781933',
    kind: 'x-address',
    source: 'XRPLF/xrpl.js:packages/ripple-address-codec/test/index.test.ts',
    input: { classic: 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf', tag: 16781933 },
    expected: {
      mainnet: 'XVLhHMPHU98es4dbozjVtdWzVrDjtVqrDUk2vDpkTjPsY73',
      testnet: 'TVE26TYGhfLC7tQDno7G8dGtxSkYQnVsw45sDtGHhLi27Qa',
    },
  },
  {
    name: 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf 4294967295',
    kind: 'x-address',
    source: 'XRPLF/xrpl.js:packages/ripple-address-codec/test/index.test.ts',
    input: { classic: 'rGWrZyQqhTp9Xu7G5Pkayo7bXjH4k4QYpf', tag: 4294967295 },
    expected: {
      mainnet: 'XVLhHMPHU98es4dbozjVtdWzVrDjtV18pX8yuPT7y4xaEHi',
      testnet: 'TVE26TYGhfLC7tQDno7G8dGtxSkYQnXoy6kSDh6rZzApc69',
    },
  },
  {
    name: 'rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY 13371337',
    kind: 'x-address',
    source: 'XRPLF/xrpl.js:packages/ripple-address-codec/test/index.test.ts',
    input: { classic: 'rPEPPER7kfTD9w2To4CQk6UCfuHM9c6GDY', tag: 13371337 },
    expected: {
      mainnet: 'XV5sbjUmgPpvXv4ixFWZ5ptAYZ6PD2qwGkhgc48zzcx6Gkr',
      testnet: 'TVd2rqMkYL2AyS97NdELcpeiprNBjwVUDvp3vhpXbNhLwJi',
    },
  },
  {
    name: 'xrpl-xaddr-tx-3',
    kind: 'x-address-of-a-transaction',
    source: 'XRPLF/xrpl.js:packages/ripple-binary-codec/test/fixtures/x-codec-fixtures.json (transactions[3])',
    input: { classic: 'rU2mEJSLqBRkYLVTv55rFTgQajkLTnT6mA', tag: 255406 },
    expected: { mainnet: 'XVfH8gwNWVbB5Kft16jmTNgGTqgw1dzA8ZTBkNjSLw6JdXS' },
  },
  {
    name: 'xrpl-xaddr-tx-6',
    kind: 'x-address-of-a-transaction',
    source: 'XRPLF/xrpl.js:packages/ripple-binary-codec/test/fixtures/x-codec-fixtures.json (transactions[6])',
    input: { classic: 'rEb8TK3gBgk5auZkwc6sHnwrGVJH8DuaLh', tag: 105959914 },
    expected: { mainnet: 'XVH3aqvbYGhRhrD1FYSzGooNuxdzbG3VR2fuM47oqbXxQr7' },
  },
  {
    name: 'partial-payment-iou',
    kind: 'delivered',
    source: 'XRPLF/xrpl.js:packages/xrpl/test/fixtures/rippled/partialPaymentIOU.json',
    input: {
      tx_json: {
        Account: 'rGFuMiw48HdbnrUbkRYuitXTmfrDBNTCnX',
        DeliverMax: { currency: 'USD', issuer: 'rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B', value: '10' },
        Destination: 'rNNuQMuExCiEjeZ4h9JJnj5PSWypdMXDj4',
        Fee: '10000',
        Flags: 131072,
        Sequence: 23295,
        TransactionType: 'Payment',
        hash: 'A0A074D10355223CBE2520A42F93A52E3CC8B4D692570EB4841084F9BBB39F7A',
      },
      meta: {
        TransactionResult: 'tesSUCCESS',
        delivered_amount: { currency: 'USD', issuer: 'rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B', value: '9.980039920159681' },
      },
    },
    expected: {
      isPartial: true,
      creditAmount: { currency: 'USD', issuer: 'rvYAfWj5gh67oV6fW32ZzP3Aw4Eubs59B', value: '9.980039920159681' },
    },
  },
  {
    name: 'rlusd-currency',
    kind: 'currency',
    source: 'XRPLF/xrpl-dev-portal:.claude/skills/xrpl-skills/xrpl-payments/references/payments.md',
    input: { code: 'RLUSD' },
    expected: {
      hex: '524C555344000000000000000000000000000000',
      mainnetIssuer: 'rMxCKbEDwqr76QuheSUMdEGf4B9xJ8m5De',
      testnetIssuer: 'rQhWct2fv4Vc4KRjRgMrxa8xPN9Zx9iLKV',
    },
  },
]
