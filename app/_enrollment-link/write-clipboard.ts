/**
 * Copies a text that is still on its way. Some browsers allow it only within the click itself, so the promise is handed
 * over and not its outcome. @throws when the browser refuses, or the promise is rejected.
 */
export async function writeClipboard(text: Promise<string>): Promise<void> {
  if (typeof ClipboardItem === 'undefined') return navigator.clipboard.writeText(await text)
  const blob = text.then((value) => new Blob([value], { type: 'text/plain' }))
  await navigator.clipboard.write([new ClipboardItem({ 'text/plain': blob })])
}
