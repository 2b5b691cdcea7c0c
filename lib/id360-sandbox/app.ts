import { OpenAPIHono } from '@hono/zod-openapi'
import { addEvidenceScripts } from './control/add-evidence-scripts'
import { addObservationRoutes } from './control/add-observation-routes'
import { addScenarioRoutes } from './control/add-scenario-routes'
import { CONTROL_BASE } from './control/control-base'
import { guardControl } from './control/guard-control'
import { drainBody } from './http/drain-body'
import { injectFaults } from './http/inject-faults'
import { logRequests } from './http/log-requests'
import { Refusal } from './http/refusal'
import type { SandboxApp, SandboxEnv } from './http/sandbox-env'
import { addPageRoutes } from './pages/add-page-routes'
import { addPersonPageRoutes } from './person-page/add-person-page-routes'
import { addCompareRoute } from './routes/add-compare-route'
import { addDocumentRoute } from './routes/add-document-route'
import { addEnrollmentRoutes } from './routes/add-enrollment-routes'
import { addEvidenceRoutes } from './routes/add-evidence-routes'
import { addFlowRoutes } from './routes/add-flow-routes'
import { addSessionRoutes } from './routes/add-session-routes'
import { addUploadRoute } from './routes/add-upload-route'
import { API_BASE } from './routes/api-base'
import type { Sandbox } from './sandbox'
import { addTrustRoutes } from './trust/add-trust-routes'

/** The path of a request without its trailing slashes: ID360 tolerates them [seed, client]. */
function pathOf(request: Request): string {
  const path = new URL(request.url).pathname.replace(/\/+$/, '')
  return path === '' ? '/' : path
}

/** Puts the whole sandbox together: the API, the control API, the person's page, the pages for developers. */
export function sandboxApp(sandbox: Sandbox): SandboxApp {
  const app = new OpenAPIHono<SandboxEnv>({ getPath: pathOf })
  app.onError((error, c) => {
    if (error instanceof Refusal) return c.json(error.body, error.status)
    console.error(`sandbox: ${c.req.method} ${c.req.path} failed: ${error.name}: ${error.message}`)
    return c.json({ detail: 'Internal error of the sandbox.' }, 500)
  })
  app.notFound((c) => c.json({ detail: 'Not found.' }, 404))
  app.use(`${API_BASE}/*`, logRequests(sandbox))
  app.use(drainBody)
  app.use(injectFaults(sandbox))
  app.use(`${CONTROL_BASE}/*`, guardControl(sandbox))
  addSessionRoutes(app, sandbox)
  addEnrollmentRoutes(app, sandbox)
  addFlowRoutes(app, sandbox)
  addUploadRoute(app, sandbox)
  addCompareRoute(app, sandbox)
  addEvidenceRoutes(app, sandbox)
  addDocumentRoute(app, sandbox)
  addScenarioRoutes(app, sandbox)
  addEvidenceScripts(app, sandbox)
  addObservationRoutes(app, sandbox)
  addTrustRoutes(app, sandbox)
  addPersonPageRoutes(app, sandbox)
  addPageRoutes(app, sandbox)
  return app
}
