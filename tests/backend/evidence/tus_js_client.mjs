// The real tus-js-client, told by one JSON argument what to do; prints what it did as JSON.
import { createRequire } from "node:module"
import { readFileSync } from "node:fs"
import { paced } from "../../../pwa/src/sync/pace.ts"

const asked = JSON.parse(process.argv[2])
const tus = createRequire(asked.packages + "/")("tus-js-client")
const requests = []

const options = {
  endpoint: asked.endpoint,
  uploadUrl: asked.uploadUrl ?? null,
  chunkSize: asked.chunkSize ?? Infinity,
  retryDelays: asked.retries ?? [20, 20, 50, 100, 200],
  metadata: { id: asked.id, filename: "photo.jpg" },
  headers: { Cookie: asked.cookie },
  onAfterResponse: (request, response) => {
    requests.push([request.getMethod(), response.getStatus(), response.getHeader("Upload-Offset") ?? null])
  },
}

const outcome = await new Promise((resolve) => {
  if (asked.terminate) {
    tus.Upload.terminate(asked.uploadUrl, options).then(
      () => resolve({ terminated: true }),
      (error) => resolve({ error: String(error.message) }),
    )
    return
  }
  const upload = new tus.Upload(readFileSync(asked.file), {
    ...options,
    ...(asked.paced && paced(() => upload)),
    onSuccess: () => resolve({ url: upload.url }),
    onError: (error) => resolve({ error: String(error.message) }),
  })
  upload.start()
})
console.log(JSON.stringify({ ...outcome, requests }))
