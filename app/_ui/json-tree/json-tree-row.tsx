import { ChevronRight } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { classNames } from '../class-names'
import { hasInside, type JsonNode } from './index-json'
import { cutAtMatches, excerpt, scalarText } from './search-json'
import type { JsonTreeState } from './use-json-tree'

export const ROW_HEIGHT = 26
const INDENT = 16
/** Deeper than this, rows stay in line: on a phone they would leave the screen. */
const DEEPEST_INDENT = 14

const KIND_CLASS: Record<JsonNode['kind'], string> = {
  string: 'tone-green text-tone-ink',
  number: 'tone-blue text-tone-ink',
  boolean: 'tone-violet text-tone-ink',
  null: 'text-ink-faint',
  object: 'text-ink-faint',
  array: 'text-ink-faint',
}

/** One value: its name, and the value itself or how many it holds. */
export function JsonTreeRow({
  tree,
  index,
  id,
  top,
  maskedText,
}: {
  tree: JsonTreeState
  index: number
  id: string
  top: number
  maskedText: string | undefined
}) {
  const t = useTranslations('report.tree')
  const node = tree.nodes[index]
  if (!node) return null
  const opens = hasInside(tree.nodes, index)
  const open = Boolean(tree.isOpen[index])
  const current = index === tree.active
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree takes the keys, and says which row is the current one.
    <div
      id={id}
      role="treeitem"
      tabIndex={-1}
      aria-level={node.depth + 1}
      aria-posinset={node.position}
      aria-setsize={node.siblings}
      aria-expanded={opens ? open : undefined}
      aria-selected={current}
      onClick={() => {
        if (current || node.depth === 0) tree.toggle(index)
        tree.setActive(index)
      }}
      style={{
        top,
        height: ROW_HEIGHT,
        paddingLeft: 8 + Math.min(node.depth, DEEPEST_INDENT) * INDENT,
      }}
      className={classNames(
        'absolute inset-x-0 flex cursor-default items-center gap-1 overflow-hidden pr-2 whitespace-nowrap outline-none',
        current ? 'bg-accent-fill' : tree.foundSet.has(index) ? 'tone-amber bg-tone-fill' : 'hover:bg-hover',
      )}
    >
      {opens ? (
        <ChevronRight
          size={14}
          aria-hidden
          onClick={(event) => {
            event.stopPropagation()
            tree.setActive(index)
            tree.toggle(index)
          }}
          className={classNames('shrink-0 text-ink-faint', open && 'rotate-90')}
        />
      ) : (
        <span aria-hidden className="w-3.5 shrink-0" />
      )}
      <span className="max-w-[45%] shrink-0 truncate text-ink">
        <Marked text={node.key === null ? '$' : String(node.key)} words={tree.searched} />
      </span>
      <span aria-hidden className="text-ink-faint">
        :
      </span>
      <span className={classNames('min-w-0 flex-1 truncate', KIND_CLASS[node.kind])}>
        <RowValue node={node} tree={tree} index={index} maskedText={maskedText} />
      </span>
      {node.value === maskedText && maskedText !== undefined && (
        <span className="shrink-0 text-xs text-ink-faint">{t('masked')}</span>
      )}
    </div>
  )
}

function RowValue({
  node,
  tree,
  index,
}: {
  node: JsonNode
  tree: JsonTreeState
  index: number
  maskedText: string | undefined
}) {
  const t = useTranslations('report.tree')
  const text = scalarText(node)
  if (text === null) {
    const count = hasInside(tree.nodes, index) ? Object.keys(node.value as object).length : 0
    return node.kind === 'array' ? `[ ${t('items', { count })} ]` : `{ ${t('members', { count })} }`
  }
  if (node.kind !== 'string') return <Marked text={text} words={tree.searched} />
  const shown = excerpt(text, tree.searched)
  return (
    <>
      {shown.cutBefore ? '… ' : '"'}
      <Marked text={shown.text} words={tree.searched} />
      {shown.cutAfter ? ` … ${t('characters', { count: text.length })}` : '"'}
    </>
  )
}

/** A text with what is searched for marked in it. */
function Marked({ text, words }: { text: string; words: string }) {
  return cutAtMatches(text, words).map((part, place) =>
    place % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no other name than their place.
      <mark key={place} className="tone-amber rounded-sm bg-tone-line text-ink">
        {part}
      </mark>
    ),
  )
}
