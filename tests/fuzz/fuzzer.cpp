// One libFuzzer program per property; FT_FUZZ_CHECK names its function.
#include "tests/fuzz/wireproperties.h"

#include <cstddef>
#include <cstdint>

// The name is libFuzzer's. NOLINTNEXTLINE(readability-identifier-naming)
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size);

int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    ft::fuzz::FT_FUZZ_CHECK(QByteArrayView{data, static_cast<qsizetype>(size)});
    return 0;
}
