// Published codes, transcribed as they are; each names its source. What they must be read as stands beside them.

export type TlvTree = [tag: string, value: string | TlvTree][]

export type PayerSample = {
  name: string
  kind: string
  source: string
  text: string
  expected: {
    /** Code, object, offset. */
    findings: string[]
    /** As an independent reader divides it. */
    objects: TlvTree
    applications: ({ aid: string; pan?: string } & Record<string, unknown>)[]
  }
}

export const payerCodes: readonly PayerSample[] = [
  {
    name: 'emvco-cpm-example1',
    kind: 'payer',
    source:
      'EMVCo CPM spec v1.1 Annex B.1; mvallim/emv-qrcode:src/test/java/com/emv/qrcode/decoder/cpm/ConsumerPresentedModeDecoderTest.java',
    text: 'hQVDUFYwMWEaTwegAAAAVVVVVw8SNFZ4kBI0WNGRIgESNF8=',
    expected: {
      findings: [],
      objects: [
        ['85', '4350563031'],
        [
          '61',
          [
            ['4F', 'A0000000555555'],
            ['57', '1234567890123458D191220112345F'],
          ],
        ],
      ],
      applications: [
        {
          aid: 'A0000000555555',
          expiry: '1912',
          serviceCode: '201',
          pan: '1234567890123458',
          track2: '1234567890123458D191220112345',
        },
      ],
    },
  },
  {
    name: 'emvco-cpm-example2',
    kind: 'payer',
    source:
      'EMVCo CPM spec v1.1 Annex B.2; mvallim/emv-qrcode:src/test/java/com/emv/qrcode/model/cpm/ConsumerPresentedModeTest.java',
    text: 'hQVDUFYwMWETTwegAAAAVVVVUAhQcm9kdWN0MWETTwegAAAAZmZmUAhQcm9kdWN0MmJJWggSNFZ4kBI0WF8gDkNBUkRIT0xERVIvRU1WXy0IcnVlc2RlZW5kIZ8QBwYBCgMAAACfJghYT9OF+iNLzJ82AgABnzcEbVjvEw==',
    expected: {
      findings: [],
      objects: [
        ['85', '4350563031'],
        [
          '61',
          [
            ['4F', 'A0000000555555'],
            ['50', '50726F6475637431'],
          ],
        ],
        [
          '61',
          [
            ['4F', 'A0000000666666'],
            ['50', '50726F6475637432'],
          ],
        ],
        [
          '62',
          [
            ['5A', '1234567890123458'],
            ['5F20', '43415244484F4C4445522F454D56'],
            ['5F2D', '727565736465656E'],
            [
              '64',
              [
                ['9F10', '06010A03000000'],
                ['9F26', '584FD385FA234BCC'],
                ['9F36', '0001'],
                ['9F37', '6D58EF13'],
              ],
            ],
          ],
        ],
      ],
      applications: [
        {
          aid: 'A0000000555555',
          label: 'Product1',
          languages: ['ru', 'es', 'de', 'en'],
          pan: '1234567890123458',
          cardholder: 'CARDHOLDER/EMV',
          commonTransparent: '9F100706010A030000009F2608584FD385FA234BCC9F360200019F37046D58EF13',
        },
        {
          aid: 'A0000000666666',
          label: 'Product2',
          languages: ['ru', 'es', 'de', 'en'],
          pan: '1234567890123458',
          cardholder: 'CARDHOLDER/EMV',
          commonTransparent: '9F100706010A030000009F2608584FD385FA234BCC9F360200019F37046D58EF13',
        },
      ],
    },
  },
  {
    name: 'unionpay-cpm-A000000333010102',
    kind: 'payer',
    source: 'mvallim/emv-qrcode:src/test/java/com/emv/qrcode/decoder/cpm/ConsumerPresentedModeDecoderTest.java',
    text: 'hQVDUFYwMWFWTwigAAADMwEBAlcRYmNgAQBxNnLSMSIBAAABiAFfNAEAYzOfJghWite85mtxi58nAYCfEBEHAAEDoAAAAQgwMDAwMDAwMZ82AhEiggIAAJ83BCJgSI4=',
    expected: {
      findings: [],
      objects: [
        ['85', '4350563031'],
        [
          '61',
          [
            ['4F', 'A000000333010102'],
            ['57', '6263600100713672D23122010000018801'],
            ['5F34', '00'],
            [
              '63',
              [
                ['9F26', '568AD7BCE66B718B'],
                ['9F27', '80'],
                ['9F10', '07000103A0000001083030303030303031'],
                ['9F36', '1122'],
                ['82', '0000'],
                ['9F37', '2260488E'],
              ],
            ],
          ],
        ],
      ],
      applications: [
        {
          aid: 'A000000333010102',
          expiry: '2312',
          serviceCode: '201',
          pan: '6263600100713672',
          track2: '6263600100713672D23122010000018801',
          transparent:
            '9F2608568AD7BCE66B718B9F2701809F101107000103A00000010830303030303030319F36021122820200009F37042260488E',
        },
      ],
    },
  },
  {
    name: 'unionpay-additional-processing',
    kind: 'payer',
    source: 'public code index file 12380384147',
    text: 'hQVDUFYwMWFYTwigAAADMwEBAVcTYpJhA1hEQzVkHSIQIBAAABiAH180AQBjM58mCFaLEtnaC9l/nycBgJ8QEQcAAQOgAAABCDM5OTk5OTk5nzYCAAGCAgAAnzcE6gZYyA==',
    expected: {
      findings: [],
      objects: [
        ['85', '4350563031'],
        [
          '61',
          [
            ['4F', 'A000000333010101'],
            ['57', '6292610358444335641D22102010000018801F'],
            ['5F34', '00'],
            [
              '63',
              [
                ['9F26', '568B12D9DA0BD97F'],
                ['9F27', '80'],
                ['9F10', '07000103A0000001083339393939393939'],
                ['9F36', '0001'],
                ['82', '0000'],
                ['9F37', 'EA0658C8'],
              ],
            ],
          ],
        ],
      ],
      applications: [
        {
          aid: 'A000000333010101',
          expiry: '2210',
          serviceCode: '201',
          pan: '6292610358444335641',
          track2: '6292610358444335641D22102010000018801',
          transparent:
            '9F2608568B12D9DA0BD97F9F2701809F101107000103A00000010833393939393939399F36020001820200009F3704EA0658C8',
        },
      ],
    },
  },
  {
    name: 'korea-d4100000014010',
    kind: 'payer',
    source: 'public code index file 36242089727',
    text: 'hQVDUFYwMWFaTwfUEAAAAUAQVxNiEQNgFZQxkdIAdgEBAAAAAAAPXzQBAmM2nyYIZQLIg/ZAlPmfJwGAnxAUsQmgAAgAAAAAAAAAICAGIhdZBAGfNgIAHoICAACfNwTKcCtM',
    expected: {
      findings: [],
      objects: [
        ['85', '4350563031'],
        [
          '61',
          [
            ['4F', 'D4100000014010'],
            ['57', '6211036015943191D20076010100000000000F'],
            ['5F34', '02'],
            [
              '63',
              [
                ['9F26', '6502C883F64094F9'],
                ['9F27', '80'],
                ['9F10', 'B109A00008000000000000002020062217590401'],
                ['9F36', '001E'],
                ['82', '0000'],
                ['9F37', 'CA702B4C'],
              ],
            ],
          ],
        ],
      ],
      applications: [
        {
          aid: 'D4100000014010',
          expiry: '2007',
          serviceCode: '601',
          pan: '6211036015943191',
          track2: '6211036015943191D20076010100000000000',
          transparent:
            '9F26086502C883F64094F99F2701809F1014B109A000080000000000000020200622175904019F3602001E820200009F3704CA702B4C',
        },
      ],
    },
  },
  {
    name: 'everything-in-64',
    kind: 'payer',
    source: 'mvallim/emv-qrcode, its tests; public code index file 10274394725',
    text: 'hQVDUFYwMWEYTwegAAAAd3d3UA1Nb2JpbGUgV2FsbGV0YlpfLQZhcmVuZGWfGQQSNFZ4ZEjfeQaXFYEjRWffeAIlAt93EUFiZHVsa2FyaW0gTW91bWlu33YNV2FsbGV0IElzc3Vlct91CBI0VniavN7w33QBAd9zBDEyMzQ=',
    expected: {
      findings: ['missing-pan 61 7', 'format 9F19 44'],
      objects: [
        ['85', '4350563031'],
        [
          '61',
          [
            ['4F', 'A0000000777777'],
            ['50', '4D6F62696C652057616C6C6574'],
          ],
        ],
        [
          '62',
          [
            ['5F2D', '6172656E6465'],
            ['9F19', '12345678'],
            [
              '64',
              [
                ['DF79', '971581234567'],
                ['DF78', '2502'],
                ['DF77', '416264756C6B6172696D204D6F756D696E'],
                ['DF76', '57616C6C657420497373756572'],
                ['DF75', '123456789ABCDEF0'],
                ['DF74', '01'],
                ['DF73', '31323334'],
              ],
            ],
          ],
        ],
      ],
      applications: [
        {
          aid: 'A0000000777777',
          label: 'Mobile Wallet',
          languages: ['ar', 'en', 'de'],
          commonTransparent:
            'DF7906971581234567DF78022502DF7711416264756C6B6172696D204D6F756D696EDF760D57616C6C657420497373756572DF7508123456789ABCDEF0DF740101DF730431323334',
        },
      ],
    },
  },
  {
    name: 'transit-ticket-of-a-wallet',
    kind: 'payer',
    source: 'public code index file 28500061531',
    text: 'hQVDUFYwMWGBl08FR0NBU0haGzExMDcwMDQwMDAwMDAwMDAwMDEwODkwMzA5MGNxwRZHQy0wNzI1MjAyNS0wMDAwMDkzOTA4wgIAAcQEaINZd8gEaIM9a95HMEUCIGWdjueZsFZHMkVQSy/jlqQubfpvMk4BsQKeHJuIn5aJAiEAvNpixJCHfUCj6T/8Q8/V3ay0GmNFgAUdDzE+c/Ilny0=',
    expected: {
      findings: ['missing-pan 61 7', 'format 5A 17'],
      objects: [
        ['85', '4350563031'],
        [
          '61',
          [
            ['4F', '4743415348'],
            ['5A', '313130373030343030303030303030303030313038393033303930'],
            [
              '63',
              [
                ['C1', '47432D30373235323032352D30303030303933393038'],
                ['C2', '0001'],
                ['C4', '68835977'],
                ['C8', '68833D6B'],
                [
                  'DE',
                  '30450220659D8EE799B056473245504B2FE396A42E6DFA6F324E01B1029E1C9B889F9689022100BCDA62C490877D40A3E93FFC43CFD5DDACB41A634580051D0F313E73F2259F2D',
                ],
              ],
            ],
          ],
        ],
      ],
      applications: [
        {
          aid: '4743415348',
          transparent:
            'C11647432D30373235323032352D30303030303933393038C2020001C40468835977C80468833D6BDE4730450220659D8EE799B056473245504B2FE396A42E6DFA6F324E01B1029E1C9B889F9689022100BCDA62C490877D40A3E93FFC43CFD5DDACB41A634580051D0F313E73F2259F2D',
        },
      ],
    },
  },
]
