// The checking thread: plain JavaScript, so that any Node can start it; it loads the checker through tsx.
import { parentPort, workerData } from 'node:worker_threads'
import { register } from 'tsx/esm/api'

register()
const { checkContainer } = await import('./check-container.ts')
const { readAnchors } = await import('./read-anchors.ts')

parentPort?.on('message', async ({ bytes, anchors, at }) => {
  parentPort?.postMessage(await checkContainer(bytes, { anchors, at }))
})
// Anchors are ours: however many there are, reading them is not taken from a container's time.
readAnchors(workerData.anchors)
parentPort?.postMessage('ready')
