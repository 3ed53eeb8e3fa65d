import { theCheckout } from '../../checkout-of-this-shop'

const answer = async (request) => (await theCheckout()).fetch(request)

export { answer as GET, answer as POST }
