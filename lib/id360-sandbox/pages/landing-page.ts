import { html } from 'hono/html'
import { ADMIN_ACCOUNT, APPLICATION_ACCOUNT, USER_ACCOUNT } from '../accounts'
import { enrollmentView } from '../control/enrollment-view'
import { PROCESSES } from '../processes'
import { API_BASE } from '../routes/api-base'
import type { Sandbox } from '../sandbox'
import { ANCHORS_PATH } from '../trust/add-trust-routes'

const SHOWN = 50

/** The first page: what this is, the processes, the latest enrollments with their links. */
export function landingPage(sandbox: Sandbox) {
  const { enrollments, total } = sandbox.enrollments.newestFirst(SHOWN, 0)
  const deliveries = sandbox.deliveries.counts()
  const ownPassword = sandbox.options.applicationPassword !== APPLICATION_ACCOUNT.password
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>ID360 SANDBOX</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="/pages/pages.css" />
  </head>
  <body>
    <aside class="ribbon" aria-label="Sandbox"><strong>SANDBOX</strong> A stand-in for ID360: fictional people, no real check.</aside>
    <main>
      <h1>ID360 sandbox</h1>
      <p>
        API: <code>${sandbox.publicUrl}${API_BASE}</code> · <a href="/docs">Browse the API</a> ·
        <a href="/openapi.json">OpenAPI description</a>
      </p>
      <p>
        Accounts: <code>${sandbox.options.applicationUsername}</code> /
        <code>${ownPassword ? '(set by you)' : APPLICATION_ACCOUNT.password}</code> (application),
        <code>${USER_ACCOUNT.username}</code> / <code>${USER_ACCOUNT.password}</code> (user),
        <code>${ADMIN_ACCOUNT.username}</code> / <code>${ADMIN_ACCOUNT.password}</code> (admin, second factor
        <code>${ADMIN_ACCOUNT.secondFactor}</code>). Archived reports are for the last two.
      </p>
      <p>
        Trust anchor of the idclaims: <a href="${ANCHORS_PATH}"><code>anchors.pem</code></a>, the root of the
        sandbox’s own authority. It is made once for a data folder; the idclaims are CAdES and XAdES in turn, of the
        baselines B, T (with a timestamp) and LT (also with an OCSP answer).
      </p>
      <h2>Processes</h2>
      <table>
        <thead><tr><th>Name</th><th>UUID</th><th>idclaim</th></tr></thead>
        <tbody>
          ${PROCESSES.map(
            (process) => html`<tr>
              <td>${process.name}</td>
              <td><code>${process.uuid}</code></td>
              <td>${process.makesIdclaim ? 'yes' : 'no'}</td>
            </tr>`,
          )}
        </tbody>
      </table>
      <h2>Enrollments (${Math.min(total, SHOWN)} of ${total})</h2>
      ${
        total === 0
          ? html`<p>None yet: create one through the API, or from the desk.</p>`
          : html`<table>
        <thead><tr><th>Id</th><th>Status</th><th>Process</th><th>Reference</th><th>Steps</th><th>Link</th></tr></thead>
        <tbody>
          ${enrollments.map((enrollment) => {
            const view = enrollmentView(sandbox, enrollment)
            return html`<tr>
              <td><a href="/sandbox/control/enrollments/${view.id}">${view.id}</a></td>
              <td>${view.status}</td>
              <td>${view.processName}</td>
              <td>${view.clientReference ?? '–'}</td>
              <td>${view.steps.done}/${view.steps.total}</td>
              <td><a href="${view.personPage}">Person’s page</a></td>
            </tr>`
          })}
        </tbody>
      </table>`
      }
      <h2>Callbacks</h2>
      <p>
        ${deliveries.delivered} delivered, ${deliveries.pending} pending, ${deliveries.dead} given up.
        <a href="/sandbox/control/deliveries?pending=1">Pending ones</a>
      </p>
      <h2>Scripting</h2>
      <p>Walk an enrollment to its end, with each callback sent twice and the last one late:</p>
      <pre>curl -X POST ${sandbox.publicUrl}/sandbox/control/enrollments/ID/walk \\
  -d '{"outcome":"KO","koCause":"document-expired","duplicates":1,"shuffle":"intermediate-after-final"}'</pre>
      <p>Make the next two reports fail:</p>
      <pre>curl -X PUT ${sandbox.publicUrl}/sandbox/control/faults \\
  -d '{"rules":[{"pathPattern":"/report$","action":"status","status":503,"times":2}]}'</pre>
      <p>Spoil evidence: every fifth document has a wrong hash, the next PDF is a page of HTML, tokens die at random:</p>
      <pre>curl -X PUT ${sandbox.publicUrl}/sandbox/control/faults \\
  -d '{"seed":7,"rules":[{"evidence":"documents","action":"wrong_bytes","probability":0.2},
       {"evidence":"proof_slip","action":"wrong_type","times":1},
       {"pathPattern":"/enrollment/","action":"expire_tokens","probability":0.01}]}'</pre>
      <p>Let a report differ when it is fetched again, here even in its verdict:</p>
      <pre>curl -X POST ${sandbox.publicUrl}/sandbox/control/enrollments/ID/report/revise \\
  -d '{"status":"KO","koCause":"document-expired"}'</pre>
    </main>
  </body>
</html>`
}
