import { defineCheckout } from 'shroff/checkout'
import { mount } from 'svelte'
import Page from './Page.svelte'

defineCheckout()
const place = document.getElementById('app')
mount(Page, { target: place, props: { token: place.dataset.token } })
