// The checking thread: plain JavaScript, so that any Node can start it; it loads the checker through tsx.
import { parentPort } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { checkContainer } = await import('./check-container.ts')

parentPort?.on('message', async ({ bytes, anchors, at }) => {
  parentPort?.postMessage(await checkContainer(bytes, { anchors, at }))
})
parentPort?.postMessage('ready')
