"""How fast tokens are counted, beside tiktoken: the counting alone, without the start of a process."""
import json
import os
import pathlib
import random
import subprocess
import tempfile

from benchmarks.bench import peer, vocabularies
from benchmarks.server import payload

#: Counts a file in a process of its own, and prints the best of three times in milliseconds.
TIKTOKEN = """
import sys, time, tiktoken
encoding, text = tiktoken.get_encoding(sys.argv[1]), open(sys.argv[2], encoding="utf-8", newline="").read()
times = []
for _ in range(3):
    start = time.process_time()
    encoding.encode_ordinary(text)
    times.append(time.process_time() - start)
print(min(times) * 1000)
"""
CJK = """我们 他们 可以 没有 因为 所以 现在 时间 问题 工作 中国 公司 系统 语言 模型 数据 东京 北京 学生 学校 经济 发展 世界 人民 研究 これ それ
から まで です ます した して いる ある こと もの とき ため 日本 東京 会社 学校 時間 問題 言語 情報 研究 開発 世界 今日 明日 カタカナ テキスト
データ システム 그리고 하지만 우리는 한국 서울 시간 문제 언어 모델 데이터 연구 세계""".split()


def texts():
    """Texts by their names: two megabytes of what people write, and one of what they send by mistake."""
    chance = random.Random(7)
    folder = pathlib.Path(os.__file__).parent
    sources = [path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.glob("*.py"))]
    prose = " ".join(" ".join(part.split()) + "\n\n" for source in sources for part in source.split('"""')[1::2])
    prose = (prose * (2_000_000 // len(prose) + 1))[:2_000_000]
    yield "prose", prose
    yield "code", "".join(sources)[:2_000_000]
    bodies = (payload(2_000) | {"messages": [{"role": "user", "content": prose[n:n + 1_500]}]} for n in range(0, 1_900_000, 1_500))
    yield "JSON", "".join(json.dumps(body, indent=2) + "\n" for body in bodies)
    yield "CJK", "".join("".join(chance.choices(CJK, k=12)) + chance.choice("。、，") for _ in range(15_000))
    yield "a", "a" * 1_000_000
    yield "spaces", " " * 1_000_000
    yield "newlines", "\n" * 1_000_000
    yield "one CJK run", "".join(chance.choices(CJK, k=150_000))[:333_000]
    yield "base64", "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", k=1_000_000))


def measure(bench):
    with tempfile.TemporaryDirectory() as folder:
        empty, file = pathlib.Path(folder, "empty"), pathlib.Path(folder, "text")
        empty.write_text("")
        for name, text in texts():
            file.write_text(text[:len(text) // 20] if bench.is_quick else text, encoding="utf-8", newline="")
            for encoding in ("cl100k_base", "o200k_base"):
                count = ("tokens", "--encoding", encoding)
                nothing, all = bench.measure([bench.reqlint(*count, empty), bench.reqlint(*count, file)], bench.runs(9))
                own = max(0.01, (all.processor - nothing.processor) * 1000)
                line = f"{encoding} on {file.stat().st_size / 1e6:.1f} MB {name}: {own:.0f} ms, {file.stat().st_size / own / 1e3:.0f} MB/s"
                run = subprocess.run(
                    [peer("python"), "-c", TIKTOKEN, encoding, file], capture_output=True, text=True, env=vocabularies(), check=False)
                # It does not survive a megabyte of spaces.
                line += f"; tiktoken {float(run.stdout):.0f} ms, {float(run.stdout) / own:.1f} times" if run.stdout else "; tiktoken fails"
                print(line, flush=True)
        request = pathlib.Path(folder, "request.json")
        request.write_text(json.dumps(payload(1_700)))
        without, counted = bench.measure(
            [bench.reqlint("check", *flags, request) for flags in ([], ["--tokens"])], bench.runs(101))
        print(
            f"the first count, in a request of {request.stat().st_size} bytes: "
            f"{(counted.processor - without.processor) * 1000:.2f} ms more than a check of {without.processor * 1000:.1f} ms")
