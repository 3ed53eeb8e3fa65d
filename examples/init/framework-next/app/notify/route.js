import { theShop } from '../../open.js'

// The unread request: the signature covers its bytes.
export const POST = async (request) => (await theShop()).notify(request)
