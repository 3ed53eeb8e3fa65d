// What a server says of a transaction that it was just handed: a hint for a log, whatever it is. Only a validated ledger is final.
// xrpl.org, "Transaction Results".

const words: Readonly<Record<string, string>> = {
  tesSUCCESS: 'The server has taken it, and passes it on.',
  terQUEUED: 'The server has it in its queue, until the fee fits.',
  tefALREADY: 'The server has had it before.',
  tefPAST_SEQ: 'Its number is used: by itself, or by another transaction of the account.',
  tefMAX_LEDGER: 'Its last ledger has passed.',
}

const classes: Readonly<Record<string, string>> = {
  tes: words.tesSUCCESS!,
  tec: 'It would fail as things stand now, and cost its fee; until it is in a ledger that may change.',
  ter: 'It may go in later.',
  tef: 'It cannot go in now; it may be in already.',
  tel: 'This server has not passed it on: submit it again.',
  tem: 'It is malformed, so no ledger takes it.',
}

export const hintOf = (result: string | undefined): string =>
  (result && (words[result] ?? classes[result.slice(0, 3)])) ?? 'The server has no result for it so far.'
