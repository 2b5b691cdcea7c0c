import { classNames } from '@/app/_ui/class-names'
import { LinkButton } from '@/app/_ui/link-button'
import { type Cursor, cursorText } from './cursor-text'

/** From a page of a list (`after`: not its first one) back to the first page, and on to the next; nothing where all is shown. */
export function Pager({
  path,
  after,
  next,
  words,
  className,
}: {
  path: string
  after: Cursor | null
  next: Cursor | null
  words: { first: string; next: string }
  className?: string
}) {
  if (!after && !next) return null
  return (
    <div className={classNames('flex gap-2', className)}>
      {after && <LinkButton href={path}>{words.first}</LinkButton>}
      {next && <LinkButton href={`${path}?after=${cursorText(next)}`}>{words.next}</LinkButton>}
    </div>
  )
}
