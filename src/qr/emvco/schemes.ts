/** `at`: the object, or one in a template (`01.00`). Either a pattern of its text, or what it means by what it says. */
type Part = readonly [at: string, fits: RegExp | readonly (readonly [unknown, string])[], wanted: string]
type Scheme = {
  readonly id: string
  readonly guid: string
  readonly parts: Readonly<Record<string, Part>>
  readonly needed?: readonly string[]
  /** Exactly one of these. */
  readonly one?: readonly string[]
  /** Its own codes go without category, name and city, which EMVCo asks for. */
  readonly leavesOut?: true
}

const words = /^[ -~]{1,99}$/

export const schemes: Readonly<Record<string, Scheme>> = {
  promptpay: {
    id: '29',
    guid: 'A000000677010111',
    one: ['phone', 'nationalId', 'eWalletId'],
    leavesOut: true,
    parts: {
      phone: ['01', /^0066\d{9}$/, 'must be 0066 and nine digits'],
      nationalId: ['02', /^\d{13}$/, 'must be 13 digits'],
      eWalletId: ['03', /^\d{15}$/, 'must be 15 digits'],
    },
  },
  'promptpay-bill': {
    id: '30',
    guid: 'A000000677010112',
    needed: ['billerId', 'reference1'],
    leavesOut: true,
    parts: {
      billerId: ['01', /^\d{15}$/, 'must be 15 digits'],
      reference1: ['02', words, 'must be printable ASCII'],
      reference2: ['03', words, 'must be printable ASCII'],
    },
  },
  vietqr: {
    id: '38',
    guid: 'A000000727',
    needed: ['bank', 'account', 'service'],
    leavesOut: true,
    parts: {
      bank: ['01.00', /^\d{6}$/, 'must be six digits'],
      account: ['01.01', /^[0-9A-Za-z]{1,19}$/, 'must be 1 to 19 letters and digits'],
      service: [
        '02',
        [
          ['account', 'QRIBFTTA'],
          ['card', 'QRIBFTTC'],
        ],
        "must be 'account' (QRIBFTTA) or 'card' (QRIBFTTC)",
      ],
    },
  },
  pix: {
    id: '26',
    guid: 'br.gov.bcb.pix',
    one: ['key', 'url'],
    parts: {
      key: ['01', words, 'must be printable ASCII'],
      info: ['02', words, 'must be printable ASCII'],
      url: ['25', /^(?!https?:)[!-~]{1,77}$/, 'must be an address without https://, at most 77 characters'],
    },
  },
  paynow: {
    id: '26',
    guid: 'SG.PAYNOW',
    needed: ['proxyType', 'proxy', 'editable'],
    leavesOut: true,
    parts: {
      proxyType: [
        '01',
        [
          ['mobile', '0'],
          ['uen', '2'],
        ],
        "must be 'mobile' (0) or 'uen' (2)",
      ],
      proxy: ['02', /^\+?[0-9A-Za-z]{1,32}$/, 'must be a number with its country, or a UEN'],
      editable: [
        '03',
        [
          [true, '1'],
          [false, '0'],
        ],
        'must be true (1) or false (0)',
      ],
      expires: ['04', /^\d{8}$/, 'must be YYYYMMDD'],
    },
  },
  fps: {
    id: '26',
    guid: 'hk.com.hkicl',
    one: ['fpsId', 'phone', 'email'],
    parts: {
      clearingCode: ['01', /^\d{3}$/, 'must be three digits'],
      fpsId: ['02', /^\d{7,9}$/, 'must be 7 to 9 digits'],
      phone: ['03', /^\+\d{1,4}-\d{1,20}$/, 'must be +852- and the number'],
      email: ['04', /^[!-~]+@[!-~]+$/, 'must be an e-mail address'],
    },
  },
}
