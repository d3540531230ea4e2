#pragma once

#include "common/base/mailbox.h"
#include "common/base/result.h"
#include "peer-gui/engine/startmessage.h"

#include <chrono>
#include <functional>
#include <memory>
#include <variant>

namespace ft::engine {

/// Lets one window at a time use a state folder: the one that holds the lock `window.lock` there. A
/// later start tells it by `window.socket` what it was started with, and ends.
///
/// The lock decides, so what a crash leaves behind is in nobody's way. Only the same user is heard.
class SingleInstance final
{
public:
    /// The first window has taken over what this start was to do.
    struct HandedOver
    {};
    enum class Fault {
        Unusable, ///< the state folder takes no lock or socket; one window may run all the same
        NoAnswer, ///< another window holds the lock but does not answer
        TooMuch, ///< too many or too long arguments to hand over
    };
    struct Failure
    {
        Fault fault = Fault::Unusable;
        QString detail; ///< of the system; may be empty
    };
    using Claim = std::variant<std::unique_ptr<SingleInstance>, HandedOver>;

    /// Called in the thread of the mailbox.
    using Take = std::function<void(const StartMessage &)>;

    /// Blocks while another start is on its way, and up to `limit` for the answer of the first
    /// window; for a program that has no event loop yet.
    [[nodiscard]] static Result<Claim, Failure> claim(const QString &stateFolder,
                                                      const StartMessage &message,
                                                      std::chrono::milliseconds limit);
    ~SingleInstance();
    Q_DISABLE_COPY_MOVE(SingleInstance)

    /// Once: from now on later starts are answered, those that wait already too. They are heard in
    /// a thread of their own.
    void listen(const Mailbox::Address &mailbox, Take take);
    /// The window is closing: whoever starts now waits until this object is gone, and is the first
    /// then.
    void leave();

private:
    class Listener;

    explicit SingleInstance(std::unique_ptr<Listener> listener);
    std::unique_ptr<Listener> m_listener;
};

} // namespace ft::engine
