#pragma once

#include "peer-gui/engine/transfer/transfer.h"

namespace ft::test {

/// A transfer whose course the test decides.
class FakeTransfer final : public engine::Transfer
{
    Q_DISABLE_COPY_MOVE(FakeTransfer)

public:
    FakeTransfer(const SourceRecord &source, QString folder)
        : into(std::move(folder))
    {
        last.record = source;
        last.size = source.file.size;
        last.state = engine::TransferState::Preparing;
    }
    ~FakeTransfer() override = default;

    void start() override { isStarted = true; }
    void stop() override { emit stopped(); }
    void cancel() override { end(engine::TransferState::Canceled); }
    void addSources(const std::vector<SourceRecord> &sources) override { added = sources; }
    void setRateLimit(std::uint64_t bytesPerSecond) override { last.limit = bytesPerSecond; }
    [[nodiscard]] engine::TransferSnapshot snapshot() const override { return last; }

    void end(engine::TransferState state)
    {
        last.state = state;
        if (state == engine::TransferState::Done)
            last.verified = last.size;
        emit over();
    }
    void failWith(engine::ProblemCode code)
    {
        last.problem = engine::Problem{code, engine::Operation::Download, {}, {}};
        end(engine::TransferState::Failed);
    }

    QString into; ///< the folder
    engine::TransferSnapshot last;
    std::vector<SourceRecord> added;
    bool isStarted = false;
};

} // namespace ft::test
