import type { AlipayVector } from './sample.js'

// What is cut out of an answer to be verified; no key is published for these signatures.

export const slices: readonly AlipayVector[] = [
  {
    name: 'v2-slice-normal',
    source: 'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/internal/util/AlipaySignatureTest.java',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_trade_create_response',
      rawBody:
        '{"alipay_trade_create_response":{"code":"10000","msg":"Success","out_trade_no":"20150320010101001","trade_no":"2019062322001446881000041395"},"sign":"TS355N0QjK1r9GyD4YOsG5esszSUhESgwu1q5+e1sWwqtPYe30CQ3v0QTEDdxYN9vm2No8V1KzuTSadrA4SZSkEkRchrcdVHCU8rCXOHWzS5wof8jg5S75y481kj3HqlpTaz/EhvAXK8iC8Xz9CgPmvfLmAUNkxy0q05yV2wZAGNX0WElUOx1Lcd2FqeuRFMvBOq5TQ+SVqunfUMLic8rYsW+smDHzIgjRcde8pHOZBMvmqDDzmyBLEgSbBswgHifQPDrhnGPlpk2U/nb8Sx7G8mWHEibtb8ClENcxtJEwcI0NN+erWO4Le+jFVUOU0BqC4dxGBNX9AHCTZMEhfcZQ=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","out_trade_no":"20150320010101001","trade_no":"2019062322001446881000041395"}',
    },
  },
  {
    name: 'v2-slice-nested-array',
    source: 'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/internal/util/AlipaySignatureTest.java',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_trade_create_response',
      rawBody:
        '{"alipay_trade_create_response":{"code":"10000","msg":"Success","nested":{"a":1,"b":"2","array":["1","2","3"]},"out_trade_no":"20150320010101001","trade_no":"2019062322001446881000041395"},"sign":"TS355N0QjK1r9GyD4YOsG5esszSUhESgwu1q5+e1sWwqtPYe30CQ3v0QTEDdxYN9vm2No8V1KzuTSadrA4SZSkEkRchrcdVHCU8rCXOHWzS5wof8jg5S75y481kj3HqlpTaz/EhvAXK8iC8Xz9CgPmvfLmAUNkxy0q05yV2wZAGNX0WElUOx1Lcd2FqeuRFMvBOq5TQ+SVqunfUMLic8rYsW+smDHzIgjRcde8pHOZBMvmqDDzmyBLEgSbBswgHifQPDrhnGPlpk2U/nb8Sx7G8mWHEibtb8ClENcxtJEwcI0NN+erWO4Le+jFVUOU0BqC4dxGBNX9AHCTZMEhfcZQ=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","nested":{"a":1,"b":"2","array":["1","2","3"]},"out_trade_no":"20150320010101001","trade_no":"2019062322001446881000041395"}',
    },
  },
  {
    name: 'v2-slice-paired-braces-in-value',
    source: 'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/internal/util/AlipaySignatureTest.java',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_trade_create_response',
      rawBody:
        '{"alipay_trade_create_response":{"code":"10000","msg":"Success","nested":{"a":1,"b":"2","array":["1","2","3"]},"out_trade_no":"201{5}0320010101001{}","trade_no":"2019062322001446881000041395"},"sign":"TS355N0QjK1r9GyD4YOsG5esszSUhESgwu1q5+e1sWwqtPYe30CQ3v0QTEDdxYN9vm2No8V1KzuTSadrA4SZSkEkRchrcdVHCU8rCXOHWzS5wof8jg5S75y481kj3HqlpTaz/EhvAXK8iC8Xz9CgPmvfLmAUNkxy0q05yV2wZAGNX0WElUOx1Lcd2FqeuRFMvBOq5TQ+SVqunfUMLic8rYsW+smDHzIgjRcde8pHOZBMvmqDDzmyBLEgSbBswgHifQPDrhnGPlpk2U/nb8Sx7G8mWHEibtb8ClENcxtJEwcI0NN+erWO4Le+jFVUOU0BqC4dxGBNX9AHCTZMEhfcZQ=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","nested":{"a":1,"b":"2","array":["1","2","3"]},"out_trade_no":"201{5}0320010101001{}","trade_no":"2019062322001446881000041395"}',
    },
  },
  {
    name: 'v2-slice-unpaired-braces-in-key',
    source: 'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/internal/util/AlipaySignatureTest.java',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_trade_create_response',
      rawBody:
        '{"alipay_trade_create_response":{"co{de":"100}00","ms}g":"Suc}cess","ne{sted":{"a":1,"b":"2","array":["{1","2","3"]},"{out_{trade}_{no}":"201{5}0320010101001{}","trade_no}":"2019062{322001446881000041395"},"sign":"TS355N0QjK1r9GyD4YOsG5esszSUhESgwu1q5+e1sWwqtPYe30CQ3v0QTEDdxYN9vm2No8V1KzuTSadrA4SZSkEkRchrcdVHCU8rCXOHWzS5wof8jg5S75y481kj3HqlpTaz/EhvAXK8iC8Xz9CgPmvfLmAUNkxy0q05yV2wZAGNX0WElUOx1Lcd2FqeuRFMvBOq5TQ+SVqunfUMLic8rYsW+smDHzIgjRcde8pHOZBMvmqDDzmyBLEgSbBswgHifQPDrhnGPlpk2U/nb8Sx7G8mWHEibtb8ClENcxtJEwcI0NN+erWO4Le+jFVUOU0BqC4dxGBNX9AHCTZMEhfcZQ=="}',
    },
    expected: {
      signedSlice:
        '{"co{de":"100}00","ms}g":"Suc}cess","ne{sted":{"a":1,"b":"2","array":["{1","2","3"]},"{out_{trade}_{no}":"201{5}0320010101001{}","trade_no}":"2019062{322001446881000041395"}',
    },
  },
  {
    name: 'v2-slice-even-backslashes-and-blanks',
    source: 'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/internal/util/AlipaySignatureTest.java',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_trade_create_response',
      rawBody:
        '{"alipay_trade_create_response":{"code":"10000\\\\",         "msg": "Success",         "\\\\out_trade_no\\\\": "\\\\\\\\20150320010101001\\\\\\\\",         "trade_no": "2019062322001446881000041395"     },     "sign": "TS355N0QjK1r9GyD4YOsG5esszSUhESgwu1q5+e1sWwqtPYe30CQ3v0QTEDdxYN9vm2No8V1KzuTSadrA4SZSkEkRchrcdVHCU8rCXOHWzS5wof8jg5S75y481kj3HqlpTaz/EhvAXK8iC8Xz9CgPmvfLmAUNkxy0q05yV2wZAGNX0WElUOx1Lcd2FqeuRFMvBOq5TQ+SVqunfUMLic8rYsW+smDHzIgjRcde8pHOZBMvmqDDzmyBLEgSbBswgHifQPDrhnGPlpk2U/nb8Sx7G8mWHEibtb8ClENcxtJEwcI0NN+erWO4Le+jFVUOU0BqC4dxGBNX9AHCTZMEhfcZQ==" }',
    },
    expected: {
      signedSlice:
        '{"code":"10000\\\\",         "msg": "Success",         "\\\\out_trade_no\\\\": "\\\\\\\\20150320010101001\\\\\\\\",         "trade_no": "2019062322001446881000041395"     }',
    },
  },
  {
    name: 'v2-slice-encrypted-string',
    source: 'alipay/alipay-sdk-java-all:v2/src/test/java/com/alipay/api/internal/util/AlipaySignatureTest.java',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_trade_create_response',
      rawBody:
        '{"alipay_trade_create_response":"eyJjb2RlIjoiMTAwMDAiLCJtc2ciOiJTdWNjZXNzIiwib3V0X3RyYWRlX25vIjoiMjAxNTAzMjAwMTAxMDEwMDEiLCJ0cmFkZV9ubyI6IjIwMTkwNjIzMjIwMDE0NDY4ODEwMDAwNDEzOTUifQ==","sign":"TS355N0QjK1r9GyD4YOsG5esszSUhESgwu1q5+e1sWwqtPYe30CQ3v0QTEDdxYN9vm2No8V1KzuTSadrA4SZSkEkRchrcdVHCU8rCXOHWzS5wof8jg5S75y481kj3HqlpTaz/EhvAXK8iC8Xz9CgPmvfLmAUNkxy0q05yV2wZAGNX0WElUOx1Lcd2FqeuRFMvBOq5TQ+SVqunfUMLic8rYsW+smDHzIgjRcde8pHOZBMvmqDDzmyBLEgSbBswgHifQPDrhnGPlpk2U/nb8Sx7G8mWHEibtb8ClENcxtJEwcI0NN+erWO4Le+jFVUOU0BqC4dxGBNX9AHCTZMEhfcZQ=="}',
    },
    expected: {
      signedSlice:
        '"eyJjb2RlIjoiMTAwMDAiLCJtc2ciOiJTdWNjZXNzIiwib3V0X3RyYWRlX25vIjoiMjAxNTAzMjAwMTAxMDEwMDEiLCJ0cmFkZV9ubyI6IjIwMTkwNjIzMjIwMDE0NDY4ODEwMDAwNDEzOTUifQ=="',
    },
  },
  {
    name: 'v2-slice-node-blanks-and-newlines',
    source: 'alipay/alipay-sdk-nodejs-all:test/alipay.test.ts',
    kind: 'v2-response-slice',
    input: {
      responseKey: 'alipay_offline_material_image_upload_response',
      rawBody:
        '{"alipay_offline_material_image_upload_response"\n        :\n        {"code":"10000","msg":"Success","image_id":"Zp1Nm6FDTZaEuSSniGd5awAAACMAAQED","image_url":"http:\\/\\/oalipay-dl-django.alicdn.com\\/rest\\/1.0\\/image?fileIds=Zp1Nm6FDTZaEuSSniGd5awAAACMAAQED&zoom=original"},\n\n          "sign"  :  "P8xrBWqZCUv11UrEBjhQ4Sk3hyj4607qehO2VbKIS0hWa4U+NeLlOftqTyhGv+x1lzfqN590Y/8CaNIzEEg06FiNWJlUFM/uEFJLzSKGse4MjHbblpiSzI3eCV5RzxH26wZbEd9wyVYYi0pHFBf35UrBva47g7b5EuKCHfoVA95/zin9fAyb3xhhiHhmfGaWIDV/1LmE2vtqtOHQnISbY/deC71U614ySZ3YB97ws8npCcCJ+tgZvhHPkMRGvmyYPCRDB/aIN/sKDSLtfPp0u8DxE8pHLvCHm3wR84MQxqNbKgpd8NTKNvH+obELsbCrqPhjW7qI48634qx6enDupw=="}',
    },
    expected: {
      signedSlice:
        '{"code":"10000","msg":"Success","image_id":"Zp1Nm6FDTZaEuSSniGd5awAAACMAAQED","image_url":"http:\\/\\/oalipay-dl-django.alicdn.com\\/rest\\/1.0\\/image?fileIds=Zp1Nm6FDTZaEuSSniGd5awAAACMAAQED&zoom=original"}',
    },
  },
]
