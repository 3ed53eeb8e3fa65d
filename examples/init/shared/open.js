// The shop of this process, from the environment.
import { openDatabase } from './database.js'
import { openShop } from './shop.js'
import { walletFrom } from './wallet.js'

let shop

/** Opened once, at first use: a build has no keys. */
export function theShop() {
  shop ??= openDatabase(process.env.DATABASE_URL).then((database) => {
    const { SHOP_URL: url, ADMIN_PASSWORD: adminPassword } = process.env
    return openShop({ wallet: walletFrom(process.env), database, url, adminPassword })
  })
  return shop
}
