import { afterAll, beforeAll, expect, test } from "vitest";

import { type ScriptedPeer, connectScriptedPeer } from "../../src/index.ts";
import { type Mesh, type MeshKind, allMeshes, authToken, describeMeshes } from "./meshes.ts";

describeMeshes(allMeshes, "scripted peers", cases);

function cases(kind: MeshKind): void {
  let mesh: Mesh;

  beforeAll(async () => {
    mesh = await kind.start();
  });

  afterAll(() => mesh.stop());

  const connect = (name: string): Promise<ScriptedPeer> =>
    connectScriptedPeer(name, { baseUrl: mesh.url, auth_token: authToken, path: `/w/${name}/` });

  test("answer, are answered, and keep their ids when they connect again", async () => {
    const [alice, bob] = [await connect("alice"), await connect("bob")];
    bob.onAsk(/port/).reply("8377");
    const { peer_id } = bob;
    await alice.ask(peer_id, "Which port?");
    expect((await alice.waitForNotification(/8377/)).from_peer).toBe(bob.display_name);
    await alice.notify(peer_id, "thank you");
    expect((await bob.nextNotification()).text).toBe("thank you");
    bob.disconnect();
    const again = await connectScriptedPeer("bob", {
      ...{ baseUrl: mesh.url, auth_token: authToken, path: "/w/bob/", peer_id },
    });
    expect(again.peer_id).toBe(peer_id);
    alice.disconnect();
    again.disconnect();
  });

  test("hear why the daemon refuses them", async () => {
    const eve = connectScriptedPeer("eve", { baseUrl: mesh.url, auth_token: "wrong" });
    await expect(eve).rejects.toMatchObject({
      name: "FakeDaemonError",
      message: expect.stringMatching(/refused the scripted peer eve/) as string,
    });
  });
}
