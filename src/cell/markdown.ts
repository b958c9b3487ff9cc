import { display } from './display.js';

/**
 * Shows Markdown. Text that states a figure belongs here, with the figure computed.
 */
export function markdown(text: string): void {
  display({ 'text/markdown': text, 'text/plain': text });
}
