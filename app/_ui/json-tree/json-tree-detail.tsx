import { useTranslations } from 'next-intl'
import { CopyButton } from '../copy-button'
import { jsonPath } from './json-path'
import { scalarText } from './search-json'
import type { JsonTreeState } from './use-json-tree'

/** What a person can take in at a glance; the whole of it is copied. */
const SHOWN = 2000

/** The value the reader is at: where it stands and what it says in full, both to copy. */
export function JsonTreeDetail({ tree }: { tree: JsonTreeState }) {
  const t = useTranslations('report.tree')
  const node = tree.nodes[tree.active]
  if (!node) return null
  const path = jsonPath(tree.nodes, tree.active)
  const text = scalarText(node)
  return (
    <div className="flex flex-col gap-2 border-t border-line p-2">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <code className="min-w-0 font-mono text-sm break-all" data-json-path>
          {path}
        </code>
        <span className="flex flex-wrap gap-1">
          <CopyButton size="sm" text={path} label={t('copyPath')} />
          <CopyButton
            size="sm"
            text={() => text ?? JSON.stringify(node.value, null, 2)}
            label={t('copyValue')}
          />
        </span>
      </div>
      {text !== null && text.length > 60 && (
        <p className="max-h-32 overflow-y-auto font-mono text-sm break-all whitespace-pre-wrap text-ink-soft">
          {text.slice(0, SHOWN)}
          {text.length > SHOWN && ` … ${t('characters', { count: text.length })}`}
        </p>
      )}
    </div>
  )
}
