'use strict';

// A small language client: JSON-RPC over a child process, and nothing else.

const { spawn } = require('child_process');

class Client {
  /**
   * @param {string} program
   * @param {string[]} args
   * @param {{complain: (text: string) => void, notified: (method: string, params: any) => void,
   *   asked: (method: string, params: any) => any, ended: (client: Client) => void}} host
   *   `asked` gives undefined for a method that it does not know.
   */
  constructor(program, args, host) {
    this.host = host;
    this.pending = new Map();
    this.lastId = 0;
    /** What came and is not read yet, its length, and the length that it must have to be read on. */
    this.chunks = [];
    this.held = 0;
    this.wanted = 0;
    this.isOpen = true;
    this.isWanted = true;
    this.process = spawn(program, args, { stdio: 'pipe' });
    this.process.stdout.on('data', (bytes) => this.take(bytes));
    this.process.stderr.on('data', (bytes) => host.complain(bytes.toString().trimEnd()));
    this.process.stdin.on('error', () => {});
    this.exited = new Promise((resolve) => {
      this.process.on('error', (error) => this.end(`${program} cannot be started: ${error.message}`, resolve));
      this.process.on('close', (code) => this.end(`the server ended (${code})`, resolve));
    });
  }

  end(reason, resolve) {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const { reject } of this.pending.values()) reject(new Error(reason));
    this.pending.clear();
    if (this.isWanted) this.host.complain(reason);
    resolve();
    if (this.isWanted) this.host.ended(this);
  }

  // The length in the header is in bytes, so bytes are kept until a message is whole.
  take(bytes) {
    this.chunks.push(bytes);
    this.held += bytes.length;
    if (this.held < this.wanted) return;
    let rest = Buffer.concat(this.chunks);
    this.wanted = 0;
    for (let end; (end = rest.indexOf('\r\n\r\n')) >= 0; ) {
      const start = end + 4;
      const stop = start + Number(/content-length: *(\d+)/i.exec(rest.toString('ascii', 0, end))[1]);
      if (rest.length < stop) {
        this.wanted = stop;
        break;
      }
      const message = JSON.parse(rest.toString('utf8', start, stop));
      rest = rest.subarray(stop);
      this.receive(message);
    }
    this.chunks = [rest];
    this.held = rest.length;
  }

  receive(message) {
    if (message.method !== undefined && message.id !== undefined) {
      const result = this.host.asked(message.method, message.params);
      this.send(
        result === undefined
          ? { id: message.id, error: { code: -32601, message: `there is no method ${message.method}` } }
          : { id: message.id, result });
    } else if (message.method !== undefined) {
      this.host.notified(message.method, message.params);
    } else if (this.pending.has(message.id)) {
      const { resolve, reject } = this.pending.get(message.id);
      this.pending.delete(message.id);
      if (message.error) reject(new Error(message.error.message));
      else resolve(message.result);
    }
  }

  send(message) {
    if (!this.isOpen) return;
    const content = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.process.stdin.write(`Content-Length: ${content.length}\r\n\r\n`);
    this.process.stdin.write(content);
  }

  notify(method, params) {
    this.send({ method, params });
  }

  /** @param {any} [token] a vscode.CancellationToken */
  ask(method, params, token) {
    if (!this.isOpen) return Promise.reject(new Error('the server has ended'));
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      const cancelling = token && token.onCancellationRequested(() => this.notify('$/cancelRequest', { id }));
      const done = (then) => (value) => {
        if (cancelling) cancelling.dispose();
        then(value);
      };
      this.pending.set(id, { resolve: done(resolve), reject: done(reject) });
      this.send({ id, method, params });
    });
  }

  /** Says goodbye as the protocol wants it, and does not wait for ever. */
  async stop() {
    this.isWanted = false;
    const patience = setTimeout(() => this.process.kill(), 2000);
    try {
      await this.ask('shutdown');
      this.notify('exit');
    } catch {
      // It is gone already.
    }
    await this.exited;
    clearTimeout(patience);
  }
}

module.exports = { Client };
