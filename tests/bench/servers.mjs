// What bench compares with, behind an nginx of its own: a plain file, and
// hello, a FastCGI program that only answers the bytes of that file. The same
// nginx also passes on requests to the app as the site's does, but believes
// X-Address: visitors of bench come from many addresses.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync }
  from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import { freePort, root, sleep } from '../lib/instance.mjs';

const CONF = join(root, 'src/conf');

function configText(port) {
  const app = readFileSync(join(CONF, 'app.conf'), 'utf8')
    .replace('include @CONF@params.conf;',
      readFileSync(join(CONF, 'params.conf'), 'utf8'))
    .replace('$remote_addr', '$http_x_address')
    .replace('fastcgi_pass northstar', 'fastcgi_pass unix:app.sock');
  return `
daemon off;
worker_processes ${availableParallelism()};
worker_rlimit_nofile 16384;
pid nginx.pid;
error_log stderr alert;
events { worker_connections 4096; }
http {
  client_body_temp_path tmp/body;
  fastcgi_temp_path tmp/fastcgi;
  proxy_temp_path tmp/proxy;
  scgi_temp_path tmp/scgi;
  uwsgi_temp_path tmp/uwsgi;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 10000;
  default_type text/html;
  access_log off;
  server {
    listen 127.0.0.1:${port} backlog=4096;
    client_body_buffer_size 64k;
    location = /static { root files; try_files /page =404; }
    location = /hello { ${app.replace('unix:app.sock', 'unix:hello.sock')} }
    location = /comments-hello {
      ${app.replace('unix:app.sock', 'unix:hello.sock')} }
    location / { ${app} }
  }
}
`;
}

export class Servers {
  static async start(folder) {
    return new Servers(folder, await freePort());
  }

  constructor(folder, port) {
    this.folder = folder;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    rmSync(folder, { recursive: true, force: true });
    for (const name of ['tmp', 'files'])
      mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, 'nginx.conf'), configText(port));
    this.nginx = spawn('nginx', ['-e', 'stderr', '-p', `${folder}/`, '-c',
      'nginx.conf', '-g', process.getuid() === 0 ? 'user root;' : ''],
    { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  }

  // The app of state is reached through a link; nginx need not know.
  setApp(state) {
    rmSync(join(this.folder, 'app.sock'), { force: true });
    symlinkSync(join(state, 'run/app.sock'), join(this.folder, 'app.sock'));
  }

  async setPage(bytes) {
    await this.stopHello();
    const page = join(this.folder, 'files/page');
    writeFileSync(page, bytes);
    this.hello = spawn(join(root, 'build/bench/hello'),
      [join(this.folder, 'hello.sock'), page], { stdio: 'inherit' });
    for (let i = 0; i < 200; i++, await sleep(20)) {
      const answer = await fetch(`${this.url}/hello`).catch(() => null);
      if (answer?.status === 200 &&
        (await answer.arrayBuffer()).byteLength === bytes.length) return;
    }
    throw new Error('hello does not answer');
  }

  async stopHello() {
    if (!this.hello) return;
    const ended = new Promise((done) => { this.hello.on('close', done); });
    this.hello.kill('SIGTERM');
    await ended;
    this.hello = null;
  }

  async stop() {
    await this.stopHello();
    const ended = new Promise((done) => { this.nginx.on('close', done); });
    this.nginx.kill('SIGTERM');
    await ended;
  }
}
