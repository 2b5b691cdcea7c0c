'use client'

/**
 * The last resort, when even the layout failed: no messages, no styles, nothing that could fail again. It speaks both
 * languages because it cannot know which one is read.
 */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : '—'
  return (
    <html lang="fr">
      <body style={{ font: '16px/1.5 system-ui, sans-serif', margin: '10vh auto', maxWidth: '34rem' }}>
        <title>ID360 Desk</title>
        <h1 style={{ fontSize: '1.25rem' }}>Le bureau n’a pas pu afficher cette page</h1>
        <p>Réessayez ; si le problème persiste, transmettez la référence {digest} à l’administration.</p>
        <p lang="en">
          The desk could not show this page. Please try again; if it persists, give the administrators the
          reference {digest}.
        </p>
        <button type="button" onClick={retry}>
          Réessayer / Try again
        </button>
      </body>
    </html>
  )
}
