// What the bench uses of packages that are installed in its own folder only, so that types are checked without them.

declare module '*.md' {
  const text: string
  export default text
}

declare module 'wechatpay-node-v3' {
  export default class Pay {
    /** Serial → public key in PEM; it fetches what is not there. */
    static certificates: Record<string, string>
    constructor(options: {
      appid: string
      mchid: string
      serial_no: string
      publicKey: Uint8Array
      privateKey: Uint8Array
      key: string
    })
    verifySign(message: {
      timestamp: string
      nonce: string
      body: string
      serial: string
      signature: string
    }): Promise<boolean>
    decipher_gcm(ciphertext: string, associatedData: string, nonce: string, key?: string): unknown
    getSignature(method: string, nonce: string, timestamp: string, url: string, body: string): string
    getAuthorization(nonce: string, timestamp: string, signature: string): string
  }
}

declare module 'stripe' {
  export default class Stripe {
    constructor(key: string)
    webhooks: {
      constructEvent(payload: Uint8Array, header: string, secret: string): { type: string }
      generateTestHeaderString(options: { payload: string; secret: string }): string
    }
  }
}

declare module 'standardwebhooks' {
  export class Webhook {
    constructor(secret: string)
    sign(id: string, timestamp: Date, payload: string): string
    verify(payload: string, headers: Record<string, string>): unknown
  }
}

declare module 'qrcode' {
  const qrcode: {
    toString(text: string, options: { type: 'svg'; errorCorrectionLevel: 'M' }): Promise<string>
  }
  export default qrcode
}

declare module 'uqr' {
  export function renderSVG(text: string, options: { ecc: 'M'; border: number }): string
}
