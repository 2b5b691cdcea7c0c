import { createHash } from 'node:crypto'

// next.config.mjs reads this file too, as it is, without a bundler: it imports nothing of ours.

/** The table of usage is wide: on paper it lies on its side. The one style sheet that a page of ours writes in itself. */
export const LANDSCAPE = '@page { size: landscape }'

/** Of the style sheet that sonner 2.0.8 puts into the page with the first toast; a test computes it from the package. */
export const SONNER_STYLE = 'sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY='

export type PageScripts = { nonce: string } | 'none-inline' | 'inline'

const hashOf = (text: string) => `sha256-${createHash('sha256').update(text).digest('base64')}`

/**
 * The Content-Security-Policy of a page. Scripts run by the nonce of this one answer, and so do those that they load;
 * nothing comes from, or goes to, another origin.
 *
 * @param scripts the nonce; or, where there is none: `none-inline` runs no script that stands in the page itself, so
 *   that no page of ours comes alive; `inline` runs those too
 * @param https whether the desk is reached by TLS
 * @param development Next's development server evaluates code and writes style sheets of its own
 */
export function pagePolicy({
  scripts,
  https,
  development,
}: {
  scripts: PageScripts
  https: boolean
  development: boolean
}): string {
  const script = scriptSources(scripts)
  // The empty one too: sonner puts the sheet into the page before its text.
  const styles = `'${hashOf(LANDSCAPE)}' '${hashOf('')}' '${SONNER_STYLE}'`
  const directives = {
    'default-src': "'none'",
    'script-src': development ? `${script} 'unsafe-eval'` : script,
    'script-src-attr': "'none'",
    'style-src': `'self' ${development ? "'unsafe-inline'" : styles}`,
    // Lengths of bars, rows of trees, the letters of a PDF: their places are known only when they are drawn, and pages
    // come drawn from the server. An attribute styles its own element and reaches no other.
    'style-src-attr': "'unsafe-inline'",
    // blob: are the pictures just taken, and the pages of a PDF on their way to the printer.
    'img-src': "'self' blob:",
    'font-src': "'self'",
    'connect-src': "'self'",
    // The one that reads PDFs.
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'object-src': "'none'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
    ...(https && { 'upgrade-insecure-requests': '' }),
  }
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ')
}

function scriptSources(scripts: PageScripts): string {
  if (scripts === 'inline') return "'self' 'unsafe-inline'"
  if (scripts === 'none-inline') return "'self'"
  // Browsers that know 'strict-dynamic' leave 'self' out, and let pass what a script with the nonce loads.
  return `'self' 'nonce-${scripts.nonce}' 'strict-dynamic'`
}
