// Published codes, transcribed as they are; each names its source. What they must be read as stands beside them.

export type ObjectTree = [id: string, value: string | ObjectTree][]

export type MerchantSample = {
  name: string
  kind: string
  source: string
  payload: string
  expected: {
    intact: boolean
    /** Code, object, offset. */
    findings: string[]
    /** As an independent reader divides it; none where it does not divide. */
    objects: ObjectTree
    fields?: { accounts: ({ id: string } & Record<string, unknown>)[] } & Record<string, unknown>
    /** What comes out if it is built from its fields. */
    built: string
  }
}

export const merchantCodes: readonly MerchantSample[] = [
  {
    name: 'emvco-annexB-best-transport',
    kind: 'merchant',
    source:
      'EMVCo MPM spec v1.1 Annex B; dongri/emv-qrcode:emv/mpm/emv_parser_test.go; mvallim/emv-qrcode:src/test/java/com/emv/qrcode/core/CRCTest.java',
    payload:
      '00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456786304A13A',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '29',
          [
            ['00', 'D15600000000'],
            ['05', 'A93FO3230Q'],
          ],
        ],
        [
          '31',
          [
            ['00', 'D15600000001'],
            ['03', '12345678'],
          ],
        ],
        ['52', '4111'],
        ['58', 'CN'],
        ['59', 'BEST TRANSPORT'],
        ['60', 'BEIJING'],
        [
          '64',
          [
            ['00', 'ZH'],
            ['01', '最佳运输'],
            ['02', '北京'],
          ],
        ],
        ['54', '23.72'],
        ['53', '156'],
        ['55', '01'],
        [
          '62',
          [
            ['03', '1234'],
            ['06', '***'],
            ['07', 'A6008667'],
            ['09', 'ME'],
          ],
        ],
        [
          '91',
          [
            ['00', 'A011223344998877'],
            ['07', '12345678'],
          ],
        ],
        ['63', 'A13A'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'template',
            id: '29',
            guid: 'D15600000000',
            objects: [
              {
                id: '05',
                value: 'A93FO3230Q',
              },
            ],
          },
          {
            scheme: 'template',
            id: '31',
            guid: 'D15600000001',
            objects: [
              {
                id: '03',
                value: '12345678',
              },
            ],
          },
        ],
        categoryCode: '4111',
        currency: 'CNY',
        amount: {
          currency: 'CNY',
          value: 2372,
        },
        tip: {
          type: 'prompt',
        },
        country: 'CN',
        name: 'BEST TRANSPORT',
        city: 'BEIJING',
        additional: {
          storeLabel: '1234',
          customerLabel: '***',
          terminalLabel: 'A6008667',
          requests: ['mobile', 'email'],
        },
        translation: {
          language: 'ZH',
          name: '最佳运输',
          city: '北京',
        },
        unreserved: [
          {
            id: '91',
            guid: 'A011223344998877',
            objects: [
              {
                id: '07',
                value: '12345678',
              },
            ],
          },
        ],
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'emvco-annexB-bad-crc',
    kind: 'merchant',
    source: 'mercari/go-emv-code:mpm/emv_test.go',
    payload:
      '00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A01122334499887707081234567863040000',
    expected: {
      intact: false,
      findings: ['crc-wrong 63 240'],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '29',
          [
            ['00', 'D15600000000'],
            ['05', 'A93FO3230Q'],
          ],
        ],
        [
          '31',
          [
            ['00', 'D15600000001'],
            ['03', '12345678'],
          ],
        ],
        ['52', '4111'],
        ['58', 'CN'],
        ['59', 'BEST TRANSPORT'],
        ['60', 'BEIJING'],
        [
          '64',
          [
            ['00', 'ZH'],
            ['01', '最佳运输'],
            ['02', '北京'],
          ],
        ],
        ['54', '23.72'],
        ['53', '156'],
        ['55', '01'],
        [
          '62',
          [
            ['03', '1234'],
            ['06', '***'],
            ['07', 'A6008667'],
            ['09', 'ME'],
          ],
        ],
        [
          '91',
          [
            ['00', 'A011223344998877'],
            ['07', '12345678'],
          ],
        ],
        ['63', '0000'],
      ],
      built: 'not read',
    },
  },
  {
    name: 'unionpay-tag15-laos',
    kind: 'merchant',
    source: 'dongri/emv-qrcode:emv/mpm/emv_mpm_test.go',
    payload:
      '00020101021115312031041800520446JDBMSZZXE44BFS038680016A00526628466257701083217041802030020325mchVKyozC3MbjS51h67qal4Os5204581253034185802LA5915JDBMSZZXE44BFS06009Vientiane63043F88',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '11'],
        ['15', '2031041800520446JDBMSZZXE44BFS0'],
        [
          '38',
          [
            ['00', 'A005266284662577'],
            ['01', '32170418'],
            ['02', '002'],
            ['03', 'mchVKyozC3MbjS51h67qal4Os'],
          ],
        ],
        ['52', '5812'],
        ['53', '418'],
        ['58', 'LA'],
        ['59', 'JDBMSZZXE44BFS0'],
        ['60', 'Vientiane'],
        ['63', '3F88'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'unionpay',
            id: '15',
            acquirer: '20310418',
            forwarder: '00520446',
            merchantId: 'JDBMSZZXE44BFS0',
          },
          {
            scheme: 'template',
            id: '38',
            guid: 'A005266284662577',
            objects: [
              {
                id: '01',
                value: '32170418',
              },
              {
                id: '02',
                value: '002',
              },
              {
                id: '03',
                value: 'mchVKyozC3MbjS51h67qal4Os',
              },
            ],
          },
        ],
        categoryCode: '5812',
        currency: 'LAK',
        country: 'LA',
        name: 'JDBMSZZXE44BFS0',
        city: 'Vientiane',
      },
      built: 'as published',
    },
  },
  {
    name: 'unionpay-tag15-korea-static',
    kind: 'merchant',
    source: 'public code index file 53055208824 (copanote emvmpm, EmvMpmCRCJUnit5Test.java)',
    payload:
      '0002010102111531260004102600041071195812000000026310014D410000001401005091000054085204729953034105802KR5910NAISHUSIAT6013SEOUL MAPO-GU610504086625603091000054080515MQ202000004811006080000000007080000000164240002ko0104나이스샷0206서울 마포구63041331',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '11'],
        ['15', '2600041026000410711958120000000'],
        [
          '26',
          [
            ['00', 'D4100000014010'],
            ['05', '100005408'],
          ],
        ],
        ['52', '7299'],
        ['53', '410'],
        ['58', 'KR'],
        ['59', 'NAISHUSIAT'],
        ['60', 'SEOUL MAPO-GU'],
        ['61', '04086'],
        [
          '62',
          [
            ['03', '100005408'],
            ['05', 'MQ2020000048110'],
            ['06', '00000000'],
            ['07', '00000001'],
          ],
        ],
        [
          '64',
          [
            ['00', 'ko'],
            ['01', '나이스샷'],
            ['02', '서울 마포구'],
          ],
        ],
        ['63', '1331'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'unionpay',
            id: '15',
            acquirer: '26000410',
            forwarder: '26000410',
            merchantId: '711958120000000',
          },
          {
            scheme: 'template',
            id: '26',
            guid: 'D4100000014010',
            objects: [
              {
                id: '05',
                value: '100005408',
              },
            ],
          },
        ],
        categoryCode: '7299',
        currency: 'KRW',
        country: 'KR',
        name: 'NAISHUSIAT',
        city: 'SEOUL MAPO-GU',
        postalCode: '04086',
        additional: {
          storeLabel: '100005408',
          referenceLabel: 'MQ2020000048110',
          customerLabel: '00000000',
          terminalLabel: '00000001',
        },
        translation: {
          language: 'ko',
          name: '나이스샷',
          city: '서울 마포구',
        },
      },
      built: 'as published',
    },
  },
  {
    name: 'jcb13-mastercard04',
    kind: 'merchant',
    source: 'dongri/emv-qrcode:README.md',
    payload:
      '0002010102121313JCB12345678900416MASTER12345678905204531153033925407999.1235802JP5906DONGRI6005TOKYO62240104hoge0504fuga0704piyo6304C343',
    expected: {
      intact: true,
      findings: ['amount-decimals 54 64'],
      objects: [
        ['00', '01'],
        ['01', '12'],
        ['13', 'JCB1234567890'],
        ['04', 'MASTER1234567890'],
        ['52', '5311'],
        ['53', '392'],
        ['54', '999.123'],
        ['58', 'JP'],
        ['59', 'DONGRI'],
        ['60', 'TOKYO'],
        [
          '62',
          [
            ['01', 'hoge'],
            ['05', 'fuga'],
            ['07', 'piyo'],
          ],
        ],
        ['63', 'C343'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'primitive',
            id: '13',
            value: 'JCB1234567890',
          },
          {
            scheme: 'primitive',
            id: '04',
            value: 'MASTER1234567890',
          },
        ],
        categoryCode: '5311',
        currency: 'JPY',
        country: 'JP',
        name: 'DONGRI',
        city: 'TOKYO',
        additional: {
          billNumber: 'hoge',
          referenceLabel: 'fuga',
          terminalLabel: 'piyo',
        },
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'sgqr-multi-wallet',
    kind: 'merchant',
    source: 'hisenyuan/EMVCo-SGQR-encode-decode-crc:src/main/java/com/hisen/emvco/docs/emvco-str.txt',
    payload:
      '0002010102111531480007024800070280007025499435326590011COM.REMOPAY0110200000033802040000030400010404000099020127330015SG.COM.DASH.WWW0110100210041328650017COM.QQ.WEIXIN.PAY0110100000033702040000030400010404000099020129720013sg.com.ezlink0114FMP-10000003380204SGQR0317NPL-0001-0000000004046AF951800007SG.SGQR01121809072DDA29020701.00010306058602040200050200060400000708201809155204000053037025802SG5909hisenyuan6009Singapore63044F90',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '11'],
        ['15', '4800070248000702800070254994353'],
        [
          '26',
          [
            ['00', 'COM.REMOPAY'],
            ['01', '2000000338'],
            ['02', '0000'],
            ['03', '0001'],
            ['04', '0000'],
            ['99', '01'],
          ],
        ],
        [
          '27',
          [
            ['00', 'SG.COM.DASH.WWW'],
            ['01', '1002100413'],
          ],
        ],
        [
          '28',
          [
            ['00', 'COM.QQ.WEIXIN.PAY'],
            ['01', '1000000337'],
            ['02', '0000'],
            ['03', '0001'],
            ['04', '0000'],
            ['99', '01'],
          ],
        ],
        [
          '29',
          [
            ['00', 'sg.com.ezlink'],
            ['01', 'FMP-1000000338'],
            ['02', 'SGQR'],
            ['03', 'NPL-0001-00000000'],
            ['04', '6AF9'],
          ],
        ],
        [
          '51',
          [
            ['00', 'SG.SGQR'],
            ['01', '1809072DDA29'],
            ['02', '01.0001'],
            ['03', '058602'],
            ['04', '00'],
            ['05', '00'],
            ['06', '0000'],
            ['07', '20180915'],
          ],
        ],
        ['52', '0000'],
        ['53', '702'],
        ['58', 'SG'],
        ['59', 'hisenyuan'],
        ['60', 'Singapore'],
        ['63', '4F90'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'unionpay',
            id: '15',
            acquirer: '48000702',
            forwarder: '48000702',
            merchantId: '800070254994353',
          },
          {
            scheme: 'template',
            id: '26',
            guid: 'COM.REMOPAY',
            objects: [
              {
                id: '01',
                value: '2000000338',
              },
              {
                id: '02',
                value: '0000',
              },
              {
                id: '03',
                value: '0001',
              },
              {
                id: '04',
                value: '0000',
              },
              {
                id: '99',
                value: '01',
              },
            ],
          },
          {
            scheme: 'template',
            id: '27',
            guid: 'SG.COM.DASH.WWW',
            objects: [
              {
                id: '01',
                value: '1002100413',
              },
            ],
          },
          {
            scheme: 'template',
            id: '28',
            guid: 'COM.QQ.WEIXIN.PAY',
            objects: [
              {
                id: '01',
                value: '1000000337',
              },
              {
                id: '02',
                value: '0000',
              },
              {
                id: '03',
                value: '0001',
              },
              {
                id: '04',
                value: '0000',
              },
              {
                id: '99',
                value: '01',
              },
            ],
          },
          {
            scheme: 'template',
            id: '29',
            guid: 'sg.com.ezlink',
            objects: [
              {
                id: '01',
                value: 'FMP-1000000338',
              },
              {
                id: '02',
                value: 'SGQR',
              },
              {
                id: '03',
                value: 'NPL-0001-00000000',
              },
              {
                id: '04',
                value: '6AF9',
              },
            ],
          },
          {
            scheme: 'template',
            id: '51',
            guid: 'SG.SGQR',
            objects: [
              {
                id: '01',
                value: '1809072DDA29',
              },
              {
                id: '02',
                value: '01.0001',
              },
              {
                id: '03',
                value: '058602',
              },
              {
                id: '04',
                value: '00',
              },
              {
                id: '05',
                value: '00',
              },
              {
                id: '06',
                value: '0000',
              },
              {
                id: '07',
                value: '20180915',
              },
            ],
          },
        ],
        categoryCode: '0000',
        currency: 'SGD',
        country: 'SG',
        name: 'hisenyuan',
        city: 'Singapore',
      },
      built: 'as published',
    },
  },
  {
    name: 'pix-static-no-name-city-amount10',
    kind: 'merchant',
    source: 'mvallim/emv-qrcode:src/test/java/com/emv/qrcode/ and monkeykingblack/emvqr.js:tests/',
    payload:
      '00020126830014br.gov.bcb.pix01364004901d-bd85-4769-8e52-cb4c42c506dc0221Jornada pagador 57768520400005303986540105802BR5903Pix6008BRASILIA62080504oooo63041F70',
    expected: {
      intact: true,
      findings: ['amount-zero 54 108'],
      objects: [
        ['00', '01'],
        [
          '26',
          [
            ['00', 'br.gov.bcb.pix'],
            ['01', '4004901d-bd85-4769-8e52-cb4c42c506dc'],
            ['02', 'Jornada pagador 57768'],
          ],
        ],
        ['52', '0000'],
        ['53', '986'],
        ['54', '0'],
        ['58', 'BR'],
        ['59', 'Pix'],
        ['60', 'BRASILIA'],
        ['62', [['05', 'oooo']]],
        ['63', '1F70'],
      ],
      fields: {
        accounts: [
          {
            scheme: 'pix',
            id: '26',
            key: '4004901d-bd85-4769-8e52-cb4c42c506dc',
            info: 'Jornada pagador 57768',
          },
        ],
        categoryCode: '0000',
        currency: 'BRL',
        amount: {
          currency: 'BRL',
          value: 0,
        },
        country: 'BR',
        name: 'Pix',
        city: 'BRASILIA',
        additional: {
          referenceLabel: 'oooo',
        },
      },
      built: 'refused',
    },
  },
  {
    name: 'pix-merchant-city-sao-paulo',
    kind: 'merchant',
    source: 'mvallim/emv-qrcode:src/test/java/com/emv/qrcode/ and monkeykingblack/emvqr.js:tests/',
    payload:
      '00020126570014BR.GOV.BCB.PIX0114607011900001040217Mensagem opcional52040000530398654041.225802BR5920Teste Batch atualiza6009SAO PAULO622605221t9OGEuUWlqWQiY0CU2YmA63048179',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        [
          '26',
          [
            ['00', 'BR.GOV.BCB.PIX'],
            ['01', '60701190000104'],
            ['02', 'Mensagem opcional'],
          ],
        ],
        ['52', '0000'],
        ['53', '986'],
        ['54', '1.22'],
        ['58', 'BR'],
        ['59', 'Teste Batch atualiza'],
        ['60', 'SAO PAULO'],
        ['62', [['05', '1t9OGEuUWlqWQiY0CU2YmA']]],
        ['63', '8179'],
      ],
      fields: {
        accounts: [
          {
            scheme: 'pix',
            id: '26',
            key: '60701190000104',
            info: 'Mensagem opcional',
          },
        ],
        categoryCode: '0000',
        currency: 'BRL',
        amount: {
          currency: 'BRL',
          value: 122,
        },
        country: 'BR',
        name: 'Teste Batch atualiza',
        city: 'SAO PAULO',
        additional: {
          referenceLabel: '1t9OGEuUWlqWQiY0CU2YmA',
        },
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'pix-missing-city',
    kind: 'merchant',
    source: 'mvallim/emv-qrcode:src/test/java/com/emv/qrcode/ and monkeykingblack/emvqr.js:tests/',
    payload:
      '00020126830014br.gov.bcb.pix01364004901d-bd85-4769-8e52-cb4c42c506dc0221Jornada pagador 57768520400005303986540573.625802BR5903Pix62080504oooo63048E87',
    expected: {
      intact: true,
      findings: ['missing 60 0'],
      objects: [
        ['00', '01'],
        [
          '26',
          [
            ['00', 'br.gov.bcb.pix'],
            ['01', '4004901d-bd85-4769-8e52-cb4c42c506dc'],
            ['02', 'Jornada pagador 57768'],
          ],
        ],
        ['52', '0000'],
        ['53', '986'],
        ['54', '73.62'],
        ['58', 'BR'],
        ['59', 'Pix'],
        ['62', [['05', 'oooo']]],
        ['63', '8E87'],
      ],
      fields: {
        accounts: [
          {
            scheme: 'pix',
            id: '26',
            key: '4004901d-bd85-4769-8e52-cb4c42c506dc',
            info: 'Jornada pagador 57768',
          },
        ],
        categoryCode: '0000',
        currency: 'BRL',
        amount: {
          currency: 'BRL',
          value: 7362,
        },
        country: 'BR',
        name: 'Pix',
        additional: {
          referenceLabel: 'oooo',
        },
      },
      built: 'refused',
    },
  },
  {
    name: 'vietqr-napas-dynamic',
    kind: 'merchant',
    source: 'monkeykingblack/emvqr.js:tests/',
    payload:
      '00020101021238510010A00000072701210006970432010789477750208QRIBFTTA53037045408888888.35802VN62120808Transfer6304388B',
    expected: {
      intact: true,
      findings: ['amount-decimals 54 74'],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '38',
          [
            ['00', 'A000000727'],
            ['01', '000697043201078947775'],
            ['02', 'QRIBFTTA'],
          ],
        ],
        ['53', '704'],
        ['54', '888888.3'],
        ['58', 'VN'],
        ['62', [['08', 'Transfer']]],
        ['63', '388B'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'vietqr',
            id: '38',
            bank: '970432',
            account: '8947775',
            service: 'account',
          },
        ],
        currency: 'VND',
        country: 'VN',
        additional: {
          purpose: 'Transfer',
        },
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'promptpay-phone',
    kind: 'merchant',
    source: 'dtinth/promptpay-qr:index.test.js',
    payload: '00020101021129370016A000000677010111011300668012345675802TH530376463046197',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '11'],
        [
          '29',
          [
            ['00', 'A000000677010111'],
            ['01', '0066801234567'],
          ],
        ],
        ['58', 'TH'],
        ['53', '764'],
        ['63', '6197'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'promptpay',
            id: '29',
            phone: '0066801234567',
          },
        ],
        currency: 'THB',
        country: 'TH',
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'promptpay-amount-4.22',
    kind: 'merchant',
    source: 'dtinth/promptpay-qr:index.test.js',
    payload: '00020101021229370016A000000677010111011300660000000005802TH530376454044.226304E469',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '29',
          [
            ['00', 'A000000677010111'],
            ['01', '0066000000000'],
          ],
        ],
        ['58', 'TH'],
        ['53', '764'],
        ['54', '4.22'],
        ['63', 'E469'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'promptpay',
            id: '29',
            phone: '0066000000000',
          },
        ],
        currency: 'THB',
        amount: {
          currency: 'THB',
          value: 422,
        },
        country: 'TH',
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'promptpay-national-id',
    kind: 'merchant',
    source: 'dtinth/promptpay-qr:index.test.js',
    payload: '00020101021129370016A000000677010111021301234567890125802TH530376463040CBD',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '11'],
        [
          '29',
          [
            ['00', 'A000000677010111'],
            ['02', '0123456789012'],
          ],
        ],
        ['58', 'TH'],
        ['53', '764'],
        ['63', '0CBD'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'promptpay',
            id: '29',
            nationalId: '0123456789012',
          },
        ],
        currency: 'THB',
        country: 'TH',
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'aba-khqr',
    kind: 'merchant',
    source: 'chamroeurnDev/emv-qrcode-research',
    payload:
      '00020101021130450016abaakhppxxx@abaa01090002878110208ABA Bank40390006abaP2P0112CF689424640302090002878115204000053038405802KH5915Cham Roeun DUCH6010Phnom Penh63047F2D',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '11'],
        [
          '30',
          [
            ['00', 'abaakhppxxx@abaa'],
            ['01', '000287811'],
            ['02', 'ABA Bank'],
          ],
        ],
        [
          '40',
          [
            ['00', 'abaP2P'],
            ['01', 'CF6894246403'],
            ['02', '000287811'],
          ],
        ],
        ['52', '0000'],
        ['53', '840'],
        ['58', 'KH'],
        ['59', 'Cham Roeun DUCH'],
        ['60', 'Phnom Penh'],
        ['63', '7F2D'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'template',
            id: '30',
            guid: 'abaakhppxxx@abaa',
            objects: [
              {
                id: '01',
                value: '000287811',
              },
              {
                id: '02',
                value: 'ABA Bank',
              },
            ],
          },
          {
            scheme: 'template',
            id: '40',
            guid: 'abaP2P',
            objects: [
              {
                id: '01',
                value: 'CF6894246403',
              },
              {
                id: '02',
                value: '000287811',
              },
            ],
          },
        ],
        categoryCode: '0000',
        currency: 'USD',
        country: 'KH',
        name: 'Cham Roeun DUCH',
        city: 'Phnom Penh',
      },
      built: 'as published',
    },
  },
  {
    name: 'promptpay-billpay-biller',
    kind: 'merchant',
    source: 'chamroeurnDev/emv-qrcode-research',
    payload: '00020101021130510016A000000677010112011501055230093500202085555890053037645802TH6304A648',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '11'],
        [
          '30',
          [
            ['00', 'A000000677010112'],
            ['01', '010552300935002'],
            ['02', '55558900'],
          ],
        ],
        ['53', '764'],
        ['58', 'TH'],
        ['63', 'A648'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'promptpay-bill',
            id: '30',
            billerId: '010552300935002',
            reference1: '55558900',
          },
        ],
        currency: 'THB',
        country: 'TH',
      },
      built: 'as published',
    },
  },
  {
    name: 'mercari-no-lang',
    kind: 'merchant',
    source: 'mercari/go-emv-code:mpm/emv_test.go',
    payload:
      '00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115303156540523.725502015802CN5914BEST TRANSPORT6007BEIJING6233030412340603***0708A60086670902ME8036003239401ff0c21a4543a8ed5fbaa30ab02e81360032c2fbf6dd646f4f36b617f10747c0b9616304EBCA',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '29',
          [
            ['00', 'D15600000000'],
            ['05', 'A93FO3230Q'],
          ],
        ],
        [
          '31',
          [
            ['00', 'D15600000001'],
            ['03', '12345678'],
          ],
        ],
        ['52', '4111'],
        ['53', '156'],
        ['54', '23.72'],
        ['55', '01'],
        ['58', 'CN'],
        ['59', 'BEST TRANSPORT'],
        ['60', 'BEIJING'],
        [
          '62',
          [
            ['03', '1234'],
            ['06', '***'],
            ['07', 'A6008667'],
            ['09', 'ME'],
          ],
        ],
        ['80', [['00', '39401ff0c21a4543a8ed5fbaa30ab02e']]],
        ['81', [['00', 'c2fbf6dd646f4f36b617f10747c0b961']]],
        ['63', 'EBCA'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'template',
            id: '29',
            guid: 'D15600000000',
            objects: [
              {
                id: '05',
                value: 'A93FO3230Q',
              },
            ],
          },
          {
            scheme: 'template',
            id: '31',
            guid: 'D15600000001',
            objects: [
              {
                id: '03',
                value: '12345678',
              },
            ],
          },
        ],
        categoryCode: '4111',
        currency: 'CNY',
        amount: {
          currency: 'CNY',
          value: 2372,
        },
        tip: {
          type: 'prompt',
        },
        country: 'CN',
        name: 'BEST TRANSPORT',
        city: 'BEIJING',
        additional: {
          storeLabel: '1234',
          customerLabel: '***',
          terminalLabel: 'A6008667',
          requests: ['mobile', 'email'],
        },
        unreserved: [
          {
            id: '80',
            guid: '39401ff0c21a4543a8ed5fbaa30ab02e',
            objects: [],
          },
          {
            id: '81',
            guid: 'c2fbf6dd646f4f36b617f10747c0b961',
            objects: [],
          },
        ],
      },
      built: 'as published',
    },
  },
  {
    name: 'mpm-length-overrun',
    kind: 'merchant',
    source: 'derived: emvco-annexB truncated by 10 characters',
    payload:
      '00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A0112233449988770708123456',
    expected: {
      intact: false,
      findings: ['structure - 204', 'crc-missing 63 230'],
      objects: [],
      built: 'not read',
    },
  },
  {
    name: 'fee-fixed',
    kind: 'merchant',
    source: 'public code index file 34082300611 (arcticfalcon/emv-qr, MerchantPayloadTest.php)',
    payload:
      '00020101021143200016com.mercadolibre52049700530303254031185502025602135802AR5903OOM6004LAND610412346304D636',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '11'],
        ['43', [['00', 'com.mercadolibre']]],
        ['52', '9700'],
        ['53', '032'],
        ['54', '118'],
        ['55', '02'],
        ['56', '13'],
        ['58', 'AR'],
        ['59', 'OOM'],
        ['60', 'LAND'],
        ['61', '1234'],
        ['63', 'D636'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'template',
            id: '43',
            guid: 'com.mercadolibre',
            objects: [],
          },
        ],
        categoryCode: '9700',
        country: 'AR',
        name: 'OOM',
        city: 'LAND',
        postalCode: '1234',
      },
      built: 'refused',
    },
  },
  {
    name: 'fee-percent',
    kind: 'merchant',
    source: 'public code index file 34082300611 (arcticfalcon/emv-qr, MerchantPayloadTest.php)',
    payload: '00020101021248160012com.whatwhat52049700530318854031185502035702105802AR5903OOM6004LAND6104123463040E47',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '12'],
        ['48', [['00', 'com.whatwhat']]],
        ['52', '9700'],
        ['53', '188'],
        ['54', '118'],
        ['55', '03'],
        ['57', '10'],
        ['58', 'AR'],
        ['59', 'OOM'],
        ['60', 'LAND'],
        ['61', '1234'],
        ['63', '0E47'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'template',
            id: '48',
            guid: 'com.whatwhat',
            objects: [],
          },
        ],
        categoryCode: '9700',
        tip: {
          type: 'percent',
          percent: '10',
        },
        country: 'AR',
        name: 'OOM',
        city: 'LAND',
        postalCode: '1234',
      },
      built: 'refused',
    },
  },
  {
    name: 'pix-dynamic-url',
    kind: 'merchant',
    source: 'the central bank’s own example; public code index file 71547618444',
    payload:
      '00020101021226700014br.gov.bcb.pix2548pix.example.com/8b3da2f39a4140d1a91abd93113bd4415204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***630464E4',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '26',
          [
            ['00', 'br.gov.bcb.pix'],
            ['25', 'pix.example.com/8b3da2f39a4140d1a91abd93113bd441'],
          ],
        ],
        ['52', '0000'],
        ['53', '986'],
        ['58', 'BR'],
        ['59', 'Fulano de Tal'],
        ['60', 'BRASILIA'],
        ['62', [['05', '***']]],
        ['63', '64E4'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'pix',
            id: '26',
            url: 'pix.example.com/8b3da2f39a4140d1a91abd93113bd441',
          },
        ],
        categoryCode: '0000',
        currency: 'BRL',
        country: 'BR',
        name: 'Fulano de Tal',
        city: 'BRASILIA',
        additional: {
          referenceLabel: '***',
        },
      },
      built: 'as published',
    },
  },
  {
    name: 'pix-key-amountless',
    kind: 'merchant',
    source: 'public code index file 59614764234',
    payload:
      '00020126560014br.gov.bcb.pix0114112223330001810216conta de energia5204000053039865802BR5912SABESP TESTE6009SAO PAULO62070503***6304AF33',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        [
          '26',
          [
            ['00', 'br.gov.bcb.pix'],
            ['01', '11222333000181'],
            ['02', 'conta de energia'],
          ],
        ],
        ['52', '0000'],
        ['53', '986'],
        ['58', 'BR'],
        ['59', 'SABESP TESTE'],
        ['60', 'SAO PAULO'],
        ['62', [['05', '***']]],
        ['63', 'AF33'],
      ],
      fields: {
        accounts: [
          {
            scheme: 'pix',
            id: '26',
            key: '11222333000181',
            info: 'conta de energia',
          },
        ],
        categoryCode: '0000',
        currency: 'BRL',
        country: 'BR',
        name: 'SABESP TESTE',
        city: 'SAO PAULO',
        additional: {
          referenceLabel: '***',
        },
      },
      built: 'as published',
    },
  },
  {
    name: 'vietqr-account',
    kind: 'merchant',
    source: 'public code index file 71043938716',
    payload:
      '00020101021238540010A00000072701240006970436011010234567890208QRIBFTTA5303704540719430005802VN62120808TT0000696304A8E5',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '38',
          [
            ['00', 'A000000727'],
            ['01', '000697043601101023456789'],
            ['02', 'QRIBFTTA'],
          ],
        ],
        ['53', '704'],
        ['54', '1943000'],
        ['58', 'VN'],
        ['62', [['08', 'TT000069']]],
        ['63', 'A8E5'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'vietqr',
            id: '38',
            bank: '970436',
            account: '1023456789',
            service: 'account',
          },
        ],
        currency: 'VND',
        amount: {
          currency: 'VND',
          value: 1943000,
        },
        country: 'VN',
        additional: {
          purpose: 'TT000069',
        },
      },
      built: 'as published',
    },
  },
  {
    name: 'vietqr-account-words',
    kind: 'merchant',
    source: 'public code index file 68417410891',
    payload:
      '00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN62170813ung ho lu lut6304C15C',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '38',
          [
            ['00', 'A000000727'],
            ['01', '000697041501130011001932418'],
            ['02', 'QRIBFTTA'],
          ],
        ],
        ['53', '704'],
        ['54', '120000'],
        ['58', 'VN'],
        ['62', [['08', 'ung ho lu lut']]],
        ['63', 'C15C'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'vietqr',
            id: '38',
            bank: '970415',
            account: '0011001932418',
            service: 'account',
          },
        ],
        currency: 'VND',
        amount: {
          currency: 'VND',
          value: 120000,
        },
        country: 'VN',
        additional: {
          purpose: 'ung ho lu lut',
        },
      },
      built: 'as published',
    },
  },
  {
    name: 'vietqr-card',
    kind: 'merchant',
    source: 'public code index file 16200635521 (QRServiceTest.php)',
    payload:
      '00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061800005802VN62340107NPS68690819thanh toan don hang6304A203',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '38',
          [
            ['00', 'A000000727'],
            ['01', '000697040301169704031101234567'],
            ['02', 'QRIBFTTC'],
          ],
        ],
        ['53', '704'],
        ['54', '180000'],
        ['58', 'VN'],
        [
          '62',
          [
            ['01', 'NPS6869'],
            ['08', 'thanh toan don hang'],
          ],
        ],
        ['63', 'A203'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'vietqr',
            id: '38',
            bank: '970403',
            account: '9704031101234567',
            service: 'card',
          },
        ],
        currency: 'VND',
        amount: {
          currency: 'VND',
          value: 180000,
        },
        country: 'VN',
        additional: {
          billNumber: 'NPS6869',
          purpose: 'thanh toan don hang',
        },
      },
      built: 'as published',
    },
  },
  {
    name: 'paynow-uen',
    kind: 'merchant',
    source: 'public code index file 65785861120 (QrCanvasRenderTest.kt)',
    payload:
      '00020101021126490009SG.PAYNOW010120210201403121W030110408203012315204000053037025802SG5913ACME Pte Ltd.6009Singapore6304B69E',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '11'],
        [
          '26',
          [
            ['00', 'SG.PAYNOW'],
            ['01', '2'],
            ['02', '201403121W'],
            ['03', '1'],
            ['04', '20301231'],
          ],
        ],
        ['52', '0000'],
        ['53', '702'],
        ['58', 'SG'],
        ['59', 'ACME Pte Ltd.'],
        ['60', 'Singapore'],
        ['63', 'B69E'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'paynow',
            id: '26',
            proxyType: 'uen',
            proxy: '201403121W',
            editable: true,
            expires: '20301231',
          },
        ],
        categoryCode: '0000',
        currency: 'SGD',
        country: 'SG',
        name: 'ACME Pte Ltd.',
        city: 'Singapore',
      },
      built: 'as published',
    },
  },
  {
    name: 'paynow-with-time',
    kind: 'merchant',
    source: 'public code index file 7617348044',
    payload:
      '00020101021226560009SG.PAYNOW010120213201509555BNN1030100412230914205029520400005303702540450.05802SG5914DEV MERCHANT 56009SINGAPORE621601120870-0000VL663049149',
    expected: {
      intact: true,
      findings: ['scheme 26.04 56'],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '26',
          [
            ['00', 'SG.PAYNOW'],
            ['01', '2'],
            ['02', '201509555BNN1'],
            ['03', '0'],
            ['04', '230914205029'],
          ],
        ],
        ['52', '0000'],
        ['53', '702'],
        ['54', '50.0'],
        ['58', 'SG'],
        ['59', 'DEV MERCHANT 5'],
        ['60', 'SINGAPORE'],
        ['62', [['01', '0870-0000VL6']]],
        ['63', '9149'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'template',
            id: '26',
            guid: 'SG.PAYNOW',
            objects: [
              {
                id: '01',
                value: '2',
              },
              {
                id: '02',
                value: '201509555BNN1',
              },
              {
                id: '03',
                value: '0',
              },
              {
                id: '04',
                value: '230914205029',
              },
            ],
          },
        ],
        categoryCode: '0000',
        currency: 'SGD',
        amount: {
          currency: 'SGD',
          value: 5000,
        },
        country: 'SG',
        name: 'DEV MERCHANT 5',
        city: 'SINGAPORE',
        additional: {
          billNumber: '0870-0000VL6',
        },
      },
      built: 'refused',
    },
  },
  {
    name: 'fps-phone',
    kind: 'merchant',
    source: 'public code index file 57901747 (odoo, l10n_hk)',
    payload:
      '00020101021226330012hk.com.hkicl0313+852-6789123452040000530334454031005802HK5914company_1_data6002HK62170513INV/TEST/00016304A154',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '26',
          [
            ['00', 'hk.com.hkicl'],
            ['03', '+852-67891234'],
          ],
        ],
        ['52', '0000'],
        ['53', '344'],
        ['54', '100'],
        ['58', 'HK'],
        ['59', 'company_1_data'],
        ['60', 'HK'],
        ['62', [['05', 'INV/TEST/0001']]],
        ['63', 'A154'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'fps',
            id: '26',
            phone: '+852-67891234',
          },
        ],
        categoryCode: '0000',
        currency: 'HKD',
        amount: {
          currency: 'HKD',
          value: 10000,
        },
        country: 'HK',
        name: 'company_1_data',
        city: 'HK',
        additional: {
          referenceLabel: 'INV/TEST/0001',
        },
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'fps-id-with-time',
    kind: 'merchant',
    source: 'public code index file 2614084002',
    payload:
      '00020101021226320012hk.com.hkicl0207600050906011520400005303344540510.505802HK5902NA6002HK62270523HKTEST202103190606259626304BCD1',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '26',
          [
            ['00', 'hk.com.hkicl'],
            ['02', '6000509'],
            ['06', '1'],
          ],
        ],
        ['52', '0000'],
        ['53', '344'],
        ['54', '10.50'],
        ['58', 'HK'],
        ['59', 'NA'],
        ['60', 'HK'],
        ['62', [['05', 'HKTEST20210319060625962']]],
        ['63', 'BCD1'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'template',
            id: '26',
            guid: 'hk.com.hkicl',
            objects: [
              {
                id: '02',
                value: '6000509',
              },
              {
                id: '06',
                value: '1',
              },
            ],
          },
        ],
        categoryCode: '0000',
        currency: 'HKD',
        amount: {
          currency: 'HKD',
          value: 1050,
        },
        country: 'HK',
        name: 'NA',
        city: 'HK',
        additional: {
          referenceLabel: 'HKTEST20210319060625962',
        },
      },
      built: 'as published',
    },
  },
  {
    name: 'fps-id',
    kind: 'merchant',
    source: 'public code index file 68393624668',
    payload: '00020101021226270012hk.com.hkicl0207999999952040000530334454031235802HK5902NA6002HK6304D1A3',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '26',
          [
            ['00', 'hk.com.hkicl'],
            ['02', '9999999'],
          ],
        ],
        ['52', '0000'],
        ['53', '344'],
        ['54', '123'],
        ['58', 'HK'],
        ['59', 'NA'],
        ['60', 'HK'],
        ['63', 'D1A3'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'fps',
            id: '26',
            fpsId: '9999999',
          },
        ],
        categoryCode: '0000',
        currency: 'HKD',
        amount: {
          currency: 'HKD',
          value: 12300,
        },
        country: 'HK',
        name: 'NA',
        city: 'HK',
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'fps-bank-and-phone',
    kind: 'merchant',
    source: 'public code index file 8349343733',
    payload:
      '00020101021126400012hk.com.hkicl01030040313+852-8765432152040000530334454041.235802HK5902NA6002HK6304C246',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '11'],
        [
          '26',
          [
            ['00', 'hk.com.hkicl'],
            ['01', '004'],
            ['03', '+852-87654321'],
          ],
        ],
        ['52', '0000'],
        ['53', '344'],
        ['54', '1.23'],
        ['58', 'HK'],
        ['59', 'NA'],
        ['60', 'HK'],
        ['63', 'C246'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'fps',
            id: '26',
            clearingCode: '004',
            phone: '+852-87654321',
          },
        ],
        categoryCode: '0000',
        currency: 'HKD',
        amount: {
          currency: 'HKD',
          value: 123,
        },
        country: 'HK',
        name: 'NA',
        city: 'HK',
      },
      built: 'as published',
    },
  },
  {
    name: 'fps-email',
    kind: 'merchant',
    source: 'public code index file 4636573276',
    payload:
      '00020101021126530012hk.com.hkicl0433FPS_Identifier_CRC201D@ird.gov.hk520400005303344540419895802HK5902NA6002HK63042767',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '11'],
        [
          '26',
          [
            ['00', 'hk.com.hkicl'],
            ['04', 'FPS_Identifier_CRC201D@ird.gov.hk'],
          ],
        ],
        ['52', '0000'],
        ['53', '344'],
        ['54', '1989'],
        ['58', 'HK'],
        ['59', 'NA'],
        ['60', 'HK'],
        ['63', '2767'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'fps',
            id: '26',
            email: 'FPS_Identifier_CRC201D@ird.gov.hk',
          },
        ],
        categoryCode: '0000',
        currency: 'HKD',
        amount: {
          currency: 'HKD',
          value: 198900,
        },
        country: 'HK',
        name: 'NA',
        city: 'HK',
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'fps-capitals-empty-62',
    kind: 'merchant',
    source: 'public code index file 1908147636',
    payload: '00020101021226340012HK.COM.HKICL010300402070009999520400005303344540555.005802NA5902NA6002NA620063046734',
    expected: {
      intact: true,
      findings: ['empty 62 92', 'template 62 92'],
      objects: [
        ['00', '01'],
        ['01', '12'],
        [
          '26',
          [
            ['00', 'HK.COM.HKICL'],
            ['01', '004'],
            ['02', '0009999'],
          ],
        ],
        ['52', '0000'],
        ['53', '344'],
        ['54', '55.00'],
        ['58', 'NA'],
        ['59', 'NA'],
        ['60', 'NA'],
        ['62', ''],
        ['63', '6734'],
      ],
      fields: {
        initiation: 'dynamic',
        accounts: [
          {
            scheme: 'fps',
            id: '26',
            clearingCode: '004',
            fpsId: '0009999',
          },
        ],
        categoryCode: '0000',
        currency: 'HKD',
        amount: {
          currency: 'HKD',
          value: 5500,
        },
        country: 'NA',
        name: 'NA',
        city: 'NA',
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'duitnow',
    kind: 'merchant',
    source: 'public code index file 35313974261',
    payload:
      '00020201021126440014A0000006150001010689005302121102928373325204000053034585802MY5910JAMESONLAM6002MY6213060988866479363043A1C',
    expected: {
      intact: true,
      findings: ['format 00 0'],
      objects: [
        ['00', '02'],
        ['01', '11'],
        [
          '26',
          [
            ['00', 'A0000006150001'],
            ['01', '890053'],
            ['02', '110292837332'],
          ],
        ],
        ['52', '0000'],
        ['53', '458'],
        ['58', 'MY'],
        ['59', 'JAMESONLAM'],
        ['60', 'MY'],
        ['62', [['06', '888664793']]],
        ['63', '3A1C'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'template',
            id: '26',
            guid: 'A0000006150001',
            objects: [
              {
                id: '01',
                value: '890053',
              },
              {
                id: '02',
                value: '110292837332',
              },
            ],
          },
        ],
        categoryCode: '0000',
        currency: 'MYR',
        country: 'MY',
        name: 'JAMESONLAM',
        city: 'MY',
        additional: {
          customerLabel: '888664793',
        },
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'duitnow-82-no-template',
    kind: 'merchant',
    source: 'public code index file 69526361777',
    payload:
      '00020201021126560014A000000615000101068900610224602e133f1129ae9ef5dfd3cb5204000053034585802MY5925PERFECT SECURITY & AUT...6002MY8240151624d4b83552c970df6f920824aaf4e04c86e96304762F',
    expected: {
      intact: true,
      findings: ['format 00 0', 'template 82 128'],
      objects: [
        ['00', '02'],
        ['01', '11'],
        [
          '26',
          [
            ['00', 'A0000006150001'],
            ['01', '890061'],
            ['02', '602e133f1129ae9ef5dfd3cb'],
          ],
        ],
        ['52', '0000'],
        ['53', '458'],
        ['58', 'MY'],
        ['59', 'PERFECT SECURITY & AUT...'],
        ['60', 'MY'],
        ['82', '151624d4b83552c970df6f920824aaf4e04c86e9'],
        ['63', '762F'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'template',
            id: '26',
            guid: 'A0000006150001',
            objects: [
              {
                id: '01',
                value: '890061',
              },
              {
                id: '02',
                value: '602e133f1129ae9ef5dfd3cb',
              },
            ],
          },
        ],
        categoryCode: '0000',
        currency: 'MYR',
        country: 'MY',
        name: 'PERFECT SECURITY & AUT...',
        city: 'MY',
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'duitnow-account-late',
    kind: 'merchant',
    source: 'public code index file 7472929399',
    payload:
      '0002020102115204000053034585802MY5914CHEE WAI XIONG6002MY26520014A000000615000101065888300220PF201205105937311574622206046119070485980802026304A04C',
    expected: {
      intact: true,
      findings: ['format 00 0'],
      objects: [
        ['00', '02'],
        ['01', '11'],
        ['52', '0000'],
        ['53', '458'],
        ['58', 'MY'],
        ['59', 'CHEE WAI XIONG'],
        ['60', 'MY'],
        [
          '26',
          [
            ['00', 'A0000006150001'],
            ['01', '588830'],
            ['02', 'PF201205105937311574'],
          ],
        ],
        [
          '62',
          [
            ['06', '6119'],
            ['07', '8598'],
            ['08', '02'],
          ],
        ],
        ['63', 'A04C'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'template',
            id: '26',
            guid: 'A0000006150001',
            objects: [
              {
                id: '01',
                value: '588830',
              },
              {
                id: '02',
                value: 'PF201205105937311574',
              },
            ],
          },
        ],
        categoryCode: '0000',
        currency: 'MYR',
        country: 'MY',
        name: 'CHEE WAI XIONG',
        city: 'MY',
        additional: {
          customerLabel: '6119',
          terminalLabel: '8598',
          purpose: '02',
        },
      },
      built: 'written otherwise',
    },
  },
  {
    name: 'qris',
    kind: 'merchant',
    source: 'public code index file 60304743952',
    payload:
      '00020101021126570011ID.DANA.WWW011893600915302259148102090225914810303UMI51440014ID.CO.QRIS.WWW0215ID10200176114730303UMI5204581253033605802ID5922Warung Sayur Bu Sugeng6010Kab. Demak610559567630458C7',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['01', '11'],
        [
          '26',
          [
            ['00', 'ID.DANA.WWW'],
            ['01', '936009153022591481'],
            ['02', '022591481'],
            ['03', 'UMI'],
          ],
        ],
        [
          '51',
          [
            ['00', 'ID.CO.QRIS.WWW'],
            ['02', 'ID1020017611473'],
            ['03', 'UMI'],
          ],
        ],
        ['52', '5812'],
        ['53', '360'],
        ['58', 'ID'],
        ['59', 'Warung Sayur Bu Sugeng'],
        ['60', 'Kab. Demak'],
        ['61', '59567'],
        ['63', '58C7'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'template',
            id: '26',
            guid: 'ID.DANA.WWW',
            objects: [
              {
                id: '01',
                value: '936009153022591481',
              },
              {
                id: '02',
                value: '022591481',
              },
              {
                id: '03',
                value: 'UMI',
              },
            ],
          },
          {
            scheme: 'template',
            id: '51',
            guid: 'ID.CO.QRIS.WWW',
            objects: [
              {
                id: '02',
                value: 'ID1020017611473',
              },
              {
                id: '03',
                value: 'UMI',
              },
            ],
          },
        ],
        categoryCode: '5812',
        currency: 'IDR',
        country: 'ID',
        name: 'Warung Sayur Bu Sugeng',
        city: 'Kab. Demak',
        postalCode: '59567',
      },
      built: 'as published',
    },
  },
  {
    name: 'jpqr',
    kind: 'merchant',
    source: 'mercari/go-emv-code:mpm/jpqr; public code index file 11245309236',
    payload:
      '0002016003xxx01021129300012D156000000000510A93FO3230Q31280012D1560000000103081234567826680019jp.or.paymentsjapan01130000000000001020400010306000001040600000153033925903xxx64180002JA0108メルペイ カフェ520441115802JP610710661436304DEE9',
    expected: {
      intact: true,
      findings: [],
      objects: [
        ['00', '01'],
        ['60', 'xxx'],
        ['01', '11'],
        [
          '29',
          [
            ['00', 'D15600000000'],
            ['05', 'A93FO3230Q'],
          ],
        ],
        [
          '31',
          [
            ['00', 'D15600000001'],
            ['03', '12345678'],
          ],
        ],
        [
          '26',
          [
            ['00', 'jp.or.paymentsjapan'],
            ['01', '0000000000001'],
            ['02', '0001'],
            ['03', '000001'],
            ['04', '000001'],
          ],
        ],
        ['53', '392'],
        ['59', 'xxx'],
        [
          '64',
          [
            ['00', 'JA'],
            ['01', 'メルペイ カフェ'],
          ],
        ],
        ['52', '4111'],
        ['58', 'JP'],
        ['61', '1066143'],
        ['63', 'DEE9'],
      ],
      fields: {
        initiation: 'static',
        accounts: [
          {
            scheme: 'template',
            id: '29',
            guid: 'D15600000000',
            objects: [
              {
                id: '05',
                value: 'A93FO3230Q',
              },
            ],
          },
          {
            scheme: 'template',
            id: '31',
            guid: 'D15600000001',
            objects: [
              {
                id: '03',
                value: '12345678',
              },
            ],
          },
          {
            scheme: 'template',
            id: '26',
            guid: 'jp.or.paymentsjapan',
            objects: [
              {
                id: '01',
                value: '0000000000001',
              },
              {
                id: '02',
                value: '0001',
              },
              {
                id: '03',
                value: '000001',
              },
              {
                id: '04',
                value: '000001',
              },
            ],
          },
        ],
        categoryCode: '4111',
        currency: 'JPY',
        country: 'JP',
        name: 'xxx',
        city: 'xxx',
        postalCode: '1066143',
        translation: {
          language: 'JA',
          name: 'メルペイ カフェ',
        },
      },
      built: 'written otherwise',
    },
  },
]
