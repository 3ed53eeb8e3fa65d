import { defineCheckout } from 'shroff/checkout'
import { createApp } from 'vue'
import Page from './Page.vue'

defineCheckout()
const place = document.getElementById('app')
createApp(Page, { token: place.dataset.token }).mount(place)
