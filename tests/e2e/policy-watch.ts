import { type BrowserContext, expect } from '@playwright/test'

/** Listens to every page of a browser: what their Content-Security-Policy stopped, as the browser says it. */
export async function watchPolicy(context: BrowserContext) {
  const stopped: string[] = []
  // Workers and pages alike tell the console; the event also tells what a page's own code catches and hides.
  context.on('console', (message) => {
    if (/content.security.policy|permissions policy/i.test(message.text())) stopped.push(message.text())
  })
  context.on('weberror', (error) => stopped.push(`uncaught: ${error.error().message}`))
  await context.exposeFunction('policyStopped', (what: string) => stopped.push(what))
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { policyStopped } = window as unknown as { policyStopped: (what: string) => void }
      const { effectiveDirective, blockedURI, sourceFile, lineNumber, sample } = event
      policyStopped(`${effectiveDirective} ${blockedURI} ${sourceFile}:${lineNumber} ${sample}`)
    })
  })
  return {
    stopped,
    /** Nothing was stopped so far. `where` names the page in the failure. */
    expectNothing: (where: string) => expect({ where, stopped }).toEqual({ where, stopped: [] }),
  }
}
