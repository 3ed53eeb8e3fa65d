import { theCheckout } from './checkout-of-this-shop'
import { Till } from './till'

// Each payer has a token of their own.
export const dynamic = 'force-dynamic'

export default async function Page() {
  const { token } = await theCheckout()
  return (
    <main>
      <h1>Tea House</h1>
      <Till token={token} />
    </main>
  )
}
