#pragma once

#include "common/base/mailbox.h"
#include "common/base/result.h"
#include "peer-gui/engine/problem.h"

#include <QPointer>

#include <functional>

namespace ft::engine {

/// A function for the engine's thread that has `call` called in the thread of `home`, which is that
/// of `receiver`, unless the receiver has gone meanwhile.
template <typename Value>
[[nodiscard]] std::function<void(const Value &)> callIn(const Mailbox::Address &home,
                                                        QObject *receiver,
                                                        std::function<void(const Value &)> call)
{
    return [home, guard = QPointer{receiver}, call = std::move(call)](const Value &value) {
        home.post([guard, call, value] {
            if (guard)
                call(value);
        });
    };
}

/// The same of an answer.
template <typename Value>
[[nodiscard]] auto replyTo(const Mailbox::Address &home,
                           QObject *receiver,
                           std::function<void(const Result<Value, Problem> &)> done)
{
    return callIn<Result<Value, Problem>>(home, receiver, std::move(done));
}

} // namespace ft::engine
