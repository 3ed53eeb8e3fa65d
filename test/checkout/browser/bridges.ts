import { installBridge } from '../../../src/checkout/mock/bridge.js'

Object.assign(window, { installBridge })
