import { join } from 'node:path'
import { recipeWith, webhooks } from './webhook-frameworks.js'

/** An application of several files, most of which is built first; nearly all want Node 22. */
export type App = {
  readonly files: Readonly<Record<string, string>>
  /** What follows the program, in the application's folder. */
  readonly build?: readonly string[]
  readonly start: readonly string[]
}

/** @param modules where the frameworks are installed. */
export function apps(modules: string): Readonly<Record<'nuxt' | 'sveltekit' | 'astro' | 'react-router', App>> {
  const vite = join(modules, 'vite/bin/vite.js')
  // Both major versions of h3 are installed.
  const nuxt = recipeWith('toWebRequest').replace("'h3'", "'h3-1'")
  const svelte = recipeWith('export async function POST({ request })')
  const astro = recipeWith('export const POST')
  const router = recipeWith('export const action')
  const routes = "['notify', 'notify-parsed'].map((path) => route(path, path + '.js'))"
  return {
    nuxt: {
      files: {
        'server/webhooks.js': webhooks,
        'server/routes/notify.post.js': nuxt,
        'server/routes/notify-parsed.post.js': nuxt
          .replace('((event)', '(async (event)')
          .replace('handler(toWebRequest(event))', 'parsed(toWebRequest(event))')
          .concat('const parsed = async (request) => (await request.json()) && handler(request)'),
        'index.js': `import { createServer } from 'node:http'
import { createApp, createRouter, toNodeListener } from 'h3-1'
import notify from './server/routes/notify.post.js'
import parsed from './server/routes/notify-parsed.post.js'
const router = createRouter().post('/notify', notify).post('/notify-parsed', parsed)
createServer(toNodeListener(createApp().use(router))).listen(Number(process.env.PORT))`,
      },
      start: ['index.js'],
    },
    sveltekit: {
      files: {
        'vite.config.js': recipeWith('@sveltejs/kit/vite'),
        'src/app.html': '<head>%sveltekit.head%</head><body>%sveltekit.body%</body>',
        'src/hooks.server.js': recipeWith('export async function handle('),
        'src/webhooks.js': webhooks,
        'src/routes/notify/+server.js': svelte,
        'src/routes/notify-parsed/+server.js': svelte.replace('return', 'await request.json()\n  return'),
      },
      build: [vite, 'build'],
      start: ['build/index.js'],
    },
    astro: {
      files: {
        'astro.config.mjs': recipeWith('checkOrigin'),
        'src/middleware.js': recipeWith('export async function onRequest('),
        'src/webhooks.js': webhooks,
        'src/pages/notify.js': astro,
        'src/pages/notify-parsed.js': astro
          .replace('= (', '= async (')
          .replace('=> handler', '=> (await request.json()) && handler'),
      },
      build: [join(modules, 'astro/bin/astro.mjs'), 'build'],
      start: ['dist/server/entry.mjs'],
    },
    'react-router': {
      files: {
        'vite.config.js':
          "import { reactRouter } from '@react-router/dev/vite'\nexport default { plugins: [reactRouter()] }",
        'app/root.jsx': "import { Outlet } from 'react-router'\nexport default () => Outlet({})",
        'app/routes.js': `import { route } from '@react-router/dev/routes'\nexport default ${routes}`,
        'app/webhooks.js': webhooks,
        'app/notify.js': router,
        'app/notify-parsed.js': router
          .replace('= (', '= async (')
          .replace('=> handler', '=> (await request.json()) && handler'),
      },
      build: [join(modules, '@react-router/dev/bin.cjs'), 'build'],
      start: [join(modules, '@react-router/serve/bin.cjs'), 'build/server/index.js'],
    },
  }
}

/** The recipes that stand beside those of the frameworks. */
export const settings = [
  '@sveltejs/kit/vite',
  'export async function handle(',
  'checkOrigin',
  'export async function onRequest(',
]
