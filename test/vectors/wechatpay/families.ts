import { requestSignature } from '../wechatpay.js'
import type { WechatpaySample } from './samples.js'

// Samples of the product families that are made of primitives: uploads, encrypted fields, a page's parameters, a statement.

const { keys } = requestSignature

export const families: readonly WechatpaySample[] = [
  {
    name: 'transfer: name encrypted, key named in the header',
    source: 'made for this project: invented values in the documented form',
    kind: 'v3-encrypted-call',
    keys: {
      receiverPrivateKeyPem: keys.merchantPrivateKeyPem,
    },
    input: {
      account: {
        merchantId: '1900000001',
        appId: 'wx0000000000000001',
      },
      method: 'POST',
      path: '/v3/fund-app/mch-transfer/transfer-bills',
      requestHeaders: {
        'Wechatpay-Serial': 'PUB_KEY_ID_0119000000012026030100000000000001',
      },
      requestBody:
        '{"appid":"wx0000000000000001","out_bill_no":"FAM20260301T000005","transfer_scene_id":"1000","openid":"oFAM_made_0000000000000000001","transfer_amount":200000,"transfer_remark":"春季活动奖励","notify_url":"https://shop.example.com/notify/transfer","user_recv_perception":"活动奖励","transfer_scene_report_infos":[{"info_type":"活动名称","info_content":"春季抽奖"},{"info_type":"奖励说明","info_content":"三等奖"}],"user_name":"GvOEACAH6K6YClXmvQrSD9Ooo4GkL38kO+RxgGg5czjDpIVKnv1z+D7eEUBh8TwTec+e4OL4Dpe6I8vCprFQy5n0LteFCUhGRX9P31wkcIrNgftSiqcxJ7ey9FtL1YRVi89/4M6Tu/mS2/o/pluUgPBSqdhJ/pse0EAXa/33AECUH2Of36uxY7XZyg8KOQh5pQaAzqw1TIMXLMoDj/paKk5wuK1aFBcg3ra2T5GUGePxJJUWJ3WCUPsNWKVIeMPzW0ovIjvtZypGXLSYTlnFwqqFlI+mWnGmC1i9OMk6E7sCK37IdW+hmAOL559adIeskp600OcsgAh9SGjYRuMNbg=="}',
    },
    expected: {
      plain: {
        '/user_name': '测试',
      },
    },
  },
  {
    name: 'sharing: add a merchant receiver, name encrypted',
    source: 'made for this project: invented values in the documented form',
    kind: 'v3-encrypted-call',
    keys: {
      receiverPrivateKeyPem: keys.merchantPrivateKeyPem,
    },
    input: {
      account: {
        merchantId: '1900000001',
        appId: 'wx0000000000000001',
      },
      method: 'POST',
      path: '/v3/profitsharing/receivers/add',
      requestHeaders: {
        'Wechatpay-Serial': 'PUB_KEY_ID_0119000000012026030100000000000001',
      },
      requestBody:
        '{"appid":"wx0000000000000001","type":"MERCHANT_ID","account":"1900000003","name":"V8awd1bQNbLZTSYyS7jkpBSHND6L5vKdtCEYqtVhwUJ8/qx//AA9fZopr2MaNIAXneVZS1EHpTfSzmBYlugvYWcWsXQcj0NKGMQyG+q/NkK9zGVcpzece8WOrmtDKsL37QKvo++gwzRORxTXRlwJJi23bsVKzitJoKNMvfdPUtO3OlRTDYVIHOp7uBdtkWzCDAMmoG0jYGI+RGC1Lz5cenkEAfJAmLVjemoWuhaOX86Cc73pTmHubWN8QTIrjPSvbH9RPHlS6jaJuYpNHVgYr7zIiSenZS8bkGrTd6OWeGl9lNDmDoSA5j9sBzAl65Q1cVls8T0iX/nZSc5GLNq31A==","relation_type":"CUSTOM","custom_relation":"合作商"}',
    },
    expected: {
      plain: {
        '/name': '示例商贸有限公司',
      },
    },
  },
  {
    name: 'complaint: detail, phone encrypted for the caller’s merchant certificate',
    source: 'made for this project: invented values in the documented form',
    kind: 'v3-encrypted-answer',
    keys: {
      merchantPrivateKeyPem: keys.merchantPrivateKeyPem,
    },
    input: {
      account: {
        merchantId: '1900000001',
      },
      method: 'GET',
      path: '/v3/merchant-service/complaints-v2/200201820260301100000000001',
      responseBody:
        '{"complaint_id":"200201820260301100000000001","complaint_time":"2026-03-01T10:00:00+08:00","complaint_detail":"未收到商品","complaint_state":"PENDING","complainted_mchid":"1900000001","payer_phone":"YKED7WF29SmEBUWARRWVknajGxdh97gwakkS/5VILiKajaOP/uJV1KfWw9jdXNcylMfDAubFhUBxOuAT6b7MnkkwtBNACS0U2BG/NJar8ykbqcj4zMwemH7dg/dQwlZiFO5VxTexaDrL4MEoChAQe4YLvSEGR54sz9oX5LWQC9Tvsh3+3VVRBmsUwncwwL7O1HJ2NV94mkc9WINQLqwOy4t9pVn3aU7srzRxedCVziG1xn7jaUijPXgaXOiznjyTSmwKXNKznenSyrKUY5QP3/w6vy9P/ovVTqDuddUGoxuRQf/ZKoTPoihFIsR7l3kdD562GcucF+0r3pu3VFbOMg==","payer_openid":"oFAM_made_0000000000000000001","complaint_order_info":[{"transaction_id":"4200000000202603010000000001","out_trade_no":"FAMO0001","amount":1000}],"complaint_full_refunded":false,"incoming_user_response":false,"user_complaint_times":1,"complaint_media_list":[{"media_type":"USER_COMPLAINT_IMAGE","media_url":["https://api.mch.weixin.qq.com/v3/merchant-service/images/made%2Bid"]}],"problem_description":"申请退款","problem_type":"REFUND","apply_refund_amount":1000,"user_tag_list":[]}',
    },
    expected: {
      plain: {
        '/payer_phone': '13800000000',
      },
    },
  },
  {
    name: 'upload: signed meta',
    source: 'made for this project: invented values in the documented form',
    kind: 'v3-multipart-sign',
    keys: {
      merchantPrivateKeyPem: keys.merchantPrivateKeyPem,
    },
    input: {
      account: {
        merchantId: '1900000001',
        serial: '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB',
      },
      method: 'POST',
      path: '/v3/merchant/media/upload',
      timestamp: '1772330000',
      nonce: 'FAMuploadNonce00000000000000001',
      fileBase64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAAAAAA',
      filename: 'a.png',
      contentType: 'multipart/form-data; boundary=FAMboundary0001',
      bodyBase64:
        'LS1GQU1ib3VuZGFyeTAwMDENCkNvbnRlbnQtRGlzcG9zaXRpb246IGZvcm0tZGF0YTsgbmFtZT0ibWV0YSINCkNvbnRlbnQtVHlwZTogYXBwbGljYXRpb24vanNvbg0KDQp7ImZpbGVuYW1lIjoiYS5wbmciLCJzaGEyNTYiOiI3YTYyZTQ4MWM0MWY1NTUzNTI5MzBmZWI2MWQ3MDNlYjdiNjIyNWE4MjgxNWQ5YWFkZjNkY2MxZTVmMzRiMmFjIn0NCi0tRkFNYm91bmRhcnkwMDAxDQpDb250ZW50LURpc3Bvc2l0aW9uOiBmb3JtLWRhdGE7IG5hbWU9ImZpbGUiOyBmaWxlbmFtZT0iYS5wbmciDQpDb250ZW50LVR5cGU6IGltYWdlL3BuZw0KDQqJUE5HDQoaCgAAAA1JSERSAAAAAQAAAAEIBgAAAAAAAAANCi0tRkFNYm91bmRhcnkwMDAxLS0NCg==',
    },
    expected: {
      sha256: '7a62e481c41f555352930feb61d703eb7b6225a82815d9aadf3dcc1e5f34b2ac',
      meta: '{"filename":"a.png","sha256":"7a62e481c41f555352930feb61d703eb7b6225a82815d9aadf3dcc1e5f34b2ac"}',
      canonicalMessage:
        'POST\n/v3/merchant/media/upload\n1772330000\nFAMuploadNonce00000000000000001\n{"filename":"a.png","sha256":"7a62e481c41f555352930feb61d703eb7b6225a82815d9aadf3dcc1e5f34b2ac"}\n',
      signature:
        'VQFJdyTfo0tP2zvMdJFjAgeAkqlie60uCIIJVQmbCsIyOeN+tCm+uIwzEKde5SxYysL0oflSLYa/n8baUJmHCLOKmUkGwVNf3ofnTiT6XdDr5zKOnXRJMzJGWohTmKcbcUbJWKY+DureSaxdzqNycbg4HPQ3N/UX4LEiYG2iTUJ3HcNNxU6Czv9zN7CE9eKqMc76SAL24wnLpt3Zp+9sRpTXBVH0PaBGhtiT0W88X3CIFKv6+IHN6+6/sfmzaUGBt+v3xrb8NxuH6ZIa5LgNjCxTgomTTFd/E8/OCdoFJI9oI99cyC0iNlT8N7Of/ReduOfeCHTNuYOL6wZ03yb1lw==',
    },
  },
  {
    name: 'upload: a semicolon after the part names (as one SDK writes)',
    source: 'made for this project: invented values in the documented form',
    kind: 'v3-multipart-sign',
    keys: {
      merchantPrivateKeyPem: keys.merchantPrivateKeyPem,
    },
    input: {
      account: {
        merchantId: '1900000001',
        serial: '408B07E79B8269FEC3D5D3E6AB8ED163A6A380DB',
      },
      method: 'POST',
      path: '/v3/merchant/media/upload',
      timestamp: '1772330000',
      nonce: 'FAMuploadNonce00000000000000001',
      fileBase64: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAAAAAA',
      filename: 'a.png',
      contentType: 'multipart/form-data; boundary=FAMboundary0001',
      bodyBase64:
        'LS1GQU1ib3VuZGFyeTAwMDENCkNvbnRlbnQtRGlzcG9zaXRpb246IGZvcm0tZGF0YTsgbmFtZT0ibWV0YSI7DQpDb250ZW50LVR5cGU6IGFwcGxpY2F0aW9uL2pzb24NCg0KeyJmaWxlbmFtZSI6ImEucG5nIiwic2hhMjU2IjoiN2E2MmU0ODFjNDFmNTU1MzUyOTMwZmViNjFkNzAzZWI3YjYyMjVhODI4MTVkOWFhZGYzZGNjMWU1ZjM0YjJhYyJ9DQotLUZBTWJvdW5kYXJ5MDAwMQ0KQ29udGVudC1EaXNwb3NpdGlvbjogZm9ybS1kYXRhOyBuYW1lPSJmaWxlIjsgZmlsZW5hbWU9ImEucG5nIjsNCkNvbnRlbnQtVHlwZTogaW1hZ2UvcG5nDQoNColQTkcNChoKAAAADUlIRFIAAAABAAAAAQgGAAAAAAAAAA0KLS1GQU1ib3VuZGFyeTAwMDEtLQ0K',
    },
    expected: {
      sha256: '7a62e481c41f555352930feb61d703eb7b6225a82815d9aadf3dcc1e5f34b2ac',
      meta: '{"filename":"a.png","sha256":"7a62e481c41f555352930feb61d703eb7b6225a82815d9aadf3dcc1e5f34b2ac"}',
      canonicalMessage:
        'POST\n/v3/merchant/media/upload\n1772330000\nFAMuploadNonce00000000000000001\n{"filename":"a.png","sha256":"7a62e481c41f555352930feb61d703eb7b6225a82815d9aadf3dcc1e5f34b2ac"}\n',
      signature:
        'VQFJdyTfo0tP2zvMdJFjAgeAkqlie60uCIIJVQmbCsIyOeN+tCm+uIwzEKde5SxYysL0oflSLYa/n8baUJmHCLOKmUkGwVNf3ofnTiT6XdDr5zKOnXRJMzJGWohTmKcbcUbJWKY+DureSaxdzqNycbg4HPQ3N/UX4LEiYG2iTUJ3HcNNxU6Czv9zN7CE9eKqMc76SAL24wnLpt3Zp+9sRpTXBVH0PaBGhtiT0W88X3CIFKv6+IHN6+6/sfmzaUGBt+v3xrb8NxuH6ZIa5LgNjCxTgomTTFd/E8/OCdoFJI9oI99cyC0iNlT8N7Of/ReduOfeCHTNuYOL6wZ03yb1lw==',
    },
  },
  {
    name: 'payscore: parameters of the detail page (wxpayScoreDetail)',
    source: 'made for this project: invented values in the documented form',
    kind: 'v2-sign',
    keys: {
      apiV2Key: '192006250b4c09247ec02edce69f6a2d',
    },
    input: {
      signType: 'HMAC-SHA256',
      params: {
        mch_id: '1900000001',
        service_id: '00000000000000000000000000000001',
        out_order_no: 'FAMSC0001',
        timestamp: '1772330000',
        nonce_str: 'FAMscoreNonce000000000000000001',
        sign_type: 'HMAC-SHA256',
      },
      businessType: 'wxpayScoreDetail',
    },
    expected: {
      stringToSign:
        'mch_id=1900000001&nonce_str=FAMscoreNonce000000000000000001&out_order_no=FAMSC0001&service_id=00000000000000000000000000000001&sign_type=HMAC-SHA256&timestamp=1772330000&key=192006250b4c09247ec02edce69f6a2d',
      sign: '2514FFC71D004F3A85063D5DC93F3007E57FFE46C629375C4512847C63FE56B5',
    },
  },
  {
    name: 'global: statement, signature over the digest header',
    source: 'made for this project: invented values in the documented form',
    kind: 'v3-statement-verify',
    keys: {
      platformPublicKeyPem: keys.merchantPublicKeyPem,
    },
    input: {
      path: '/v3/global/statements?date=20260301&mchid=1900000001',
      headers: {
        'Wechatpay-Timestamp': '1772330000',
        'Wechatpay-Nonce': 'FAMstatement0000000000000000001',
        'Wechatpay-Serial': 'PUB_KEY_ID_0119000000012026030100000000000001',
        'Wechatpay-Statement-Sha1': '24dc294026b61831bacfb2720fcac92c975249f5',
        'Wechatpay-Signature':
          'T/WgIslTD9i85WSmrKcXujiUr3l5YJ67k35HRY4UMqCqoVSdnKsPmJuktJyuP2pYtPBxvCOksekI3wLy9pcyPg4sQngqMQnYQqrnEMOsnibd6qjrqe5MYTFq3e7tjR//Zk3+Fvo9lK+M+QgrjWnCVsRn+bKqhm7ZuYjVKBiUVlefGcpa0Lx29GzNEWmNU/Z2uwwOZVnAkDBTFtZt2LJVyd4He4E/LPjASp9zmZmDcbUMWYy57oO6pObh7y6KsYVvTHxg20qgvdQFo0QktoFMX1/JrgWLt35mC1quszVyKAS9+M9koCjBhgsmgXJajRONhkVdGpmvkpL2TIYW7ABxzg==',
      },
      bodyText: 'date,id\r\n`20260301,`1\r\n',
    },
    expected: {
      canonicalMessage:
        '1772330000\nFAMstatement0000000000000000001\n{"sha1":"24dc294026b61831bacfb2720fcac92c975249f5"}\n',
      valid: true,
      digestOk: true,
    },
  },
]
